import { html, type TemplateResult } from "lit";
import { markdown } from "../markdown";
import type { AnswerPayload, ComparisonPayload, NoticePayload } from "../protocol";
import type { CardContext } from "./context";
import { bulletList, inline, sourceLine, tableRegion } from "./parts";

export function answerCard(payload: AnswerPayload, context: CardContext): TemplateResult {
  return html`<div class="card" dir="auto">
    <p class="lead">${inline(payload.lead, context)}</p>
    ${bulletList(payload.points.map((point) => inline(point, context)))}
    ${sourceLine(payload.section, context)}
  </div>`;
}

export function comparisonCard(payload: ComparisonPayload, context: CardContext): TemplateResult {
  const cell = (text: string, index: number): TemplateResult =>
    index === 0
      ? html`<th scope="row">${inline(text, context)}</th>`
      : html`<td>${inline(text, context)}</td>`;
  const heading = (text: string): TemplateResult =>
    text === "" ? html`<td></td>` : html`<th scope="col">${text}</th>`;
  return html`<div class="card" dir="auto">
    <p class="lead">${inline(payload.lead, context)}</p>
    ${tableRegion(
      payload.caption,
      html`<table class="comparison">
        <caption>${payload.caption}</caption>
        <thead><tr>${payload.columns.map(heading)}</tr></thead>
        <tbody>
          ${payload.rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}
        </tbody>
      </table>`,
    )}
    ${bulletList((payload.points ?? []).map((point) => inline(point, context)))}
    ${sourceLine(payload.section, context)}
  </div>`;
}

/** A notice; one that tells of trouble stands out. */
export function noticeCard(payload: NoticePayload, { strings }: CardContext): TemplateResult {
  const trouble = Object.hasOwn(strings.notices, payload.code);
  return html`<div class=${trouble ? "card notice" : "card text"} dir="auto">
    ${markdown(payload.lead, strings)}
  </div>`;
}
