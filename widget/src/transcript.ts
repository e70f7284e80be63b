/** The conversation to take away: as text, as JSON, on paper. */
import { renderMarkdown } from "./markdown";
import type { ChatMessage } from "./protocol";
import type { Strings } from "./strings";

function speaker(message: ChatMessage, { transcript }: Strings): string {
  return message.from === "user" ? transcript.you : transcript.advisor;
}

function when(message: ChatMessage): Date {
  return new Date(message.time * 1000);
}

export function asText(messages: readonly ChatMessage[], strings: Strings): string {
  const parts = messages.map(
    (message) => `${speaker(message, strings)} (${when(message).toLocaleString()}):\n${message.text}\n`,
  );
  return [`${strings.transcript.title}\n`, ...parts].join("\n");
}

export function asJson(messages: readonly ChatMessage[]): string {
  return `${JSON.stringify({ messages }, null, 2)}\n`;
}

/** Has the browser save the content as a file. */
export function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const PRINT_STYLES = `
body{font:12pt/1.45 Georgia,serif;color:#000;background:#fff;margin:0}
h1{font-size:16pt}
article{margin:0 0 10pt;break-inside:avoid}
h2{font:bold 10pt sans-serif;margin:0 0 2pt}
p{margin:0 0 4pt;white-space:pre-line}
table{border-collapse:collapse}th,td{border:1px solid #777;padding:2pt 6pt;text-align:start}
.visually-hidden{display:none}
`;

/** Fills the page of a frame with the conversation; nothing of it is inline, so any policy allows it. */
function fillPrintPage(page: Document, messages: readonly ChatMessage[], strings: Strings): void {
  const styles = new (page.defaultView ?? window).CSSStyleSheet();
  styles.replaceSync(PRINT_STYLES);
  page.adoptedStyleSheets = [styles];
  page.title = strings.transcript.title;
  const element = (name: string, text: string): HTMLElement => {
    const made = page.createElement(name);
    made.textContent = text;
    return made;
  };
  page.body.append(element("h1", strings.transcript.title));
  for (const message of messages) {
    const article = page.createElement("article");
    article.append(element("h2", `${speaker(message, strings)}, ${when(message).toLocaleString()}`));
    if (message.from === "user") article.append(element("p", message.text));
    else article.append(page.importNode(renderMarkdown(message.text, labelsOf(strings)), true));
    page.body.append(article);
  }
}

function labelsOf({ opensNewTab, table }: Strings): { opensNewTab: string; table: string } {
  return { opensNewTab, table };
}

/** Prints the conversation alone, from a frame of its own, and leaves the page as it was. */
export function print(messages: readonly ChatMessage[], strings: Strings, parent: Node): void {
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.title = strings.transcript.title;
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  parent.appendChild(frame);
  const view = frame.contentWindow;
  if (!view) {
    frame.remove();
    return;
  }
  fillPrintPage(view.document, messages, strings);
  view.addEventListener("afterprint", () => frame.remove(), { once: true });
  view.focus();
  view.print();
}
