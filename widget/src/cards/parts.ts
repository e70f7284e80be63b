/** Small pieces that several cards share. */
import { html, nothing, type TemplateResult } from "lit";
import { markdown } from "../markdown";
import type { Section } from "../protocol";
import type { CardContext } from "./context";

/** A link to the guide's section, in a new tab unless it is on this very page. */
export function sectionLink(section: Section, { strings, guide }: CardContext): TemplateResult {
  const url = new URL(guide);
  url.hash = section.id;
  const here = url.origin === location.origin && url.pathname === location.pathname;
  const href = here ? url.hash : url.href;
  return html`<a
    class="section-link"
    href=${href}
    target=${here ? nothing : "_blank"}
    rel=${here ? nothing : "noopener noreferrer"}
    >${section.heading}${here
      ? nothing
      : html`<span class="visually-hidden"> ${strings.opensNewTab}</span>`}</a
  >`;
}

/** Where an answer stands in the guide; nothing where the guide is not its source. */
export function sourceLine(
  section: Section | null | undefined,
  context: CardContext,
): TemplateResult | typeof nothing {
  if (!section) return nothing;
  return html`<p class="source">${context.strings.source} ${sectionLink(section, context)}</p>`;
}

/** One line of the server's words. */
export function inline(text: string, { strings }: CardContext): unknown {
  return markdown(text, strings, true);
}

export function bulletList(items: readonly unknown[]): TemplateResult | typeof nothing {
  return items.length === 0
    ? nothing
    : html`<ul class="points">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
}

/** A number with its sign, the minus a real one. */
export function signed(value: number): string {
  if (value === 0) return "0";
  return value > 0 ? `+${value}` : `\u2212${Math.abs(value)}`;
}

/** A wide table scrolls by itself and can be reached with the keyboard. */
export function tableRegion(label: string, table: TemplateResult): TemplateResult {
  return html`<div class="table-region" role="group" tabindex="0" aria-label=${label}>${table}</div>`;
}
