/**
 * Markdown to safe nodes. Nothing the server or the visitor wrote reaches the page another way:
 * marked makes HTML, DOMPurify keeps the few harmless elements of it.
 */
import createPurifier, { type DOMPurify } from "dompurify";
import { noChange } from "lit/html.js";
import { Directive, directive } from "lit/directive.js";
import { Marked } from "marked";

const TAGS = [
  "a", "blockquote", "br", "caption", "code", "del", "div", "em", "hr", "li", "ol", "p", "pre",
  "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
];
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Words the renderer puts beside what it draws. */
export interface MarkdownLabels {
  readonly opensNewTab: string;
  readonly table: string;
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // A heading inside a message would break the outline of the page.
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    checkbox: () => "",
    image: ({ text }) => text,
    // HTML is no part of our messages: whoever wrote it sees it as written.
    html: ({ text }) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;"),
  },
});

export function isSafeLink(href: string): boolean {
  return SAFE_LINK.test(href.trim());
}

let purifier: DOMPurify | undefined;

function purify(html: string): DocumentFragment {
  purifier ??= createPurifier(window);
  return purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", "start"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: SAFE_LINK,
    RETURN_DOM_FRAGMENT: true,
  });
}

function finishLinks(root: DocumentFragment, labels: MarkdownLabels): void {
  for (const link of root.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    if (!isSafeLink(href)) {
      link.replaceWith(...link.childNodes);
    } else if (/^https?:/i.test(href.trim())) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      const hint = root.ownerDocument.createElement("span");
      hint.className = "visually-hidden";
      hint.textContent = ` ${labels.opensNewTab}`;
      link.append(hint);
    }
  }
}

/** A wide table scrolls inside a region that the keyboard can reach. */
function finishTables(root: DocumentFragment, labels: MarkdownLabels): void {
  for (const table of root.querySelectorAll("table")) {
    const document = root.ownerDocument;
    const caption = document.createElement("caption");
    caption.className = "visually-hidden";
    caption.textContent = labels.table;
    table.prepend(caption);
    for (const cell of table.querySelectorAll("th")) cell.scope = "col";
    const region = document.createElement("div");
    region.className = "table-region";
    region.tabIndex = 0;
    // Not a landmark: the same table may stand in a conversation twice.
    region.setAttribute("role", "group");
    region.setAttribute("aria-label", labels.table);
    table.replaceWith(region);
    region.append(table);
  }
}

/** The text as nodes: blocks, or one line's worth where `inline`. */
export function renderMarkdown(text: string, labels: MarkdownLabels, inline = false): DocumentFragment {
  const options = { async: false } as const;
  const html = inline ? marked.parseInline(text, options) : marked.parse(text, options);
  const fragment = purify(html);
  finishLinks(fragment, labels);
  finishTables(fragment, labels);
  return fragment;
}

/** Draws only when the text is another: the nodes on the page, and with them the focus, stay. */
class MarkdownDirective extends Directive {
  #drawn: string | null = null;

  render(text: string, labels: MarkdownLabels, inline = false): unknown {
    if (text === this.#drawn) return noChange;
    this.#drawn = text;
    try {
      return renderMarkdown(text, labels, inline);
    } catch {
      // Nested deeper than the parser can follow.
      return text;
    }
  }
}

export const markdown = directive(MarkdownDirective);
