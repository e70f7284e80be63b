import { svg, html, type TemplateResult } from "lit";

function icon(paths: TemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${paths}</svg>`;
}

export const chatIcon = icon(
  svg`<path d="M4 5.5h16v11h-8.6L7 20.2v-3.7H4z"/><path d="M8 9.5h8M8 12.5h5"/>`,
);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const moreIcon = icon(
  svg`<circle cx="12" cy="5.5" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="12" cy="18.5" r="1"/>`,
);
export const sendIcon = icon(svg`<path d="M12 19V5M6 11l6-6 6 6"/>`);
export const downIcon = icon(svg`<path d="M12 5v14M6 13l6 6 6-6"/>`);

/** Two paths that part from one: the choice the advisor helps with. */
export const markIcon = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect class="mark-ground" width="32" height="32" rx="9"></rect>
  <path class="mark-path" d="M8 16h6c4 0 4-6 10-6M14 16c4 0 4 6 10 6"></path>
  <circle class="mark-dot" cx="8" cy="16" r="2.6"></circle>
  <circle class="mark-dot" cx="24" cy="10" r="2.6"></circle>
  <circle class="mark-dot" cx="24" cy="22" r="2.6"></circle>
</svg>`;
