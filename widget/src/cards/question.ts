import { html, nothing, type TemplateResult } from "lit";
import type { QuestionPayload, Understood } from "../protocol";
import type { CardContext } from "./context";
import { inline } from "./parts";

const WIDTH = 240;

/** How far the interview is: done, this one, and about how many are left. */
function progressBar(number: number, remaining: number): TemplateResult {
  const share = Math.max(0, Math.min(1, number / Math.max(1, number + remaining)));
  return html`<svg
    class="progress"
    viewBox="0 0 ${WIDTH} 4"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect class="progress-rest" width=${WIDTH} height="4" rx="2"></rect>
    <rect class="progress-done" width=${Math.round(WIDTH * share)} height="4" rx="2"></rect>
  </svg>`;
}

/** What was taken from the visitor's words, each with the words it was taken from. */
function understoodList(items: readonly Understood[], { strings }: CardContext): TemplateResult {
  return html`<ul class="understood" role="list" aria-label=${strings.understood}>
    ${items.map(
      ({ question, says, words }) => html`<li>
        <strong>${question}: ${says}</strong> <span class="words">${strings.takenFrom(words)}</span>
      </li>`,
    )}
  </ul>`;
}

export function questionCard(payload: QuestionPayload, context: CardContext): TemplateResult {
  const { strings } = context;
  return html`<div class="card question" dir="auto">
    ${payload.echo
      ? html`<p class="echo">${inline(payload.echo, context)}</p>`
      : nothing}
    ${payload.number > 0
      ? html`<p class="progress-text">${strings.progress(payload.number, payload.remaining)}</p>
          ${progressBar(payload.number, payload.remaining)}`
      : nothing}
    <p class="lead">${inline(payload.text, context)}</p>
    ${payload.understood?.length ? understoodList(payload.understood, context) : nothing}
    ${payload.hint ? html`<p class="hint">${inline(payload.hint, context)}</p>` : nothing}
  </div>`;
}
