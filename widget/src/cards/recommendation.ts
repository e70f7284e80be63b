import { html, nothing, type TemplateResult } from "lit";
import type { Argument, RecommendationPayload } from "../protocol";
import type { CardContext } from "./context";
import { bulletList, inline, sectionLink, signed, tableRegion } from "./parts";

const CHART_WIDTH = 240;

/** The scale of the chart: zero, both models and the bar always fit. */
function scaleOf({ bpo, kpo, bar }: RecommendationPayload["points"]): (points: number) => number {
  const low = Math.min(0, bpo, kpo);
  const high = Math.max(1, bpo, kpo, bar) * 1.05;
  return (points) => Math.round(((points - low) / (high - low)) * CHART_WIDTH);
}

function chartRow(
  model: "bpo" | "kpo",
  payload: RecommendationPayload,
  { strings }: CardContext,
): TemplateResult {
  const scale = scaleOf(payload.points);
  const value = payload.points[model];
  const zero = scale(0);
  const start = Math.min(zero, scale(value));
  const width = Math.max(2, Math.abs(scale(value) - zero));
  const bar = scale(payload.points.bar);
  return html`<div class="chart-row">
    <dt>${model.toUpperCase()}</dt>
    <dd>
      <svg viewBox="0 0 ${CHART_WIDTH} 20" preserveAspectRatio="none" aria-hidden="true">
        <rect class="chart-track" y="3" width=${CHART_WIDTH} height="14" rx="3"></rect>
        <rect class="chart-${model}" x=${start} y="3" width=${width} height="14" rx="3"></rect>
        <line class="chart-zero" x1=${zero} x2=${zero} y1="3" y2="17"></line>
        <line class="chart-bar" x1=${bar} x2=${bar} y1="0" y2="20"></line>
      </svg>
      <span class="chart-number">${strings.recommendation.points(value)}</span>
    </dd>
  </div>`;
}

function chart(payload: RecommendationPayload, context: CardContext): TemplateResult {
  const words = context.strings.recommendation;
  return html`<figure class="chart" dir="ltr">
    <dl aria-label=${words.pointsCaption}>
      ${chartRow("bpo", payload, context)} ${chartRow("kpo", payload, context)}
    </dl>
    <figcaption dir="auto">${words.bar(payload.points.bar)}</figcaption>
  </figure>`;
}

function contributions({ bpo, kpo }: { readonly bpo: number; readonly kpo: number }): TemplateResult {
  return html`<span class="contribution">BPO ${signed(bpo)}, KPO ${signed(kpo)}</span>`;
}

function argumentList(items: readonly Argument[], context: CardContext): unknown {
  return bulletList(items.map((item) => html`${inline(item.text, context)} ${contributions(item)}`));
}

/** A part of the card with its heading; nothing where there is nothing to say. */
function part(heading: string, present: boolean, content: unknown): TemplateResult | typeof nothing {
  return present
    ? html`<div class="part">
        <h4>${heading}</h4>
        ${content}
      </div>`
    : nothing;
}

function pointsTable(payload: RecommendationPayload, context: CardContext): TemplateResult {
  const words = context.strings.recommendation;
  return html`<details>
    <summary>${words.showAll}</summary>
    ${tableRegion(
      words.tableCaption,
      html`<table>
        <caption>${words.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">${words.question}</th>
            <th scope="col">${words.answer}</th>
            <th scope="col" class="number">BPO</th>
            <th scope="col" class="number">KPO</th>
          </tr>
        </thead>
        <tbody>
          ${payload.lines.map(
            (line) => html`<tr>
              <th scope="row">${line.question}</th>
              <td>${line.answer}${line.note ? html`<span class="note">${line.note}</span>` : nothing}</td>
              <td class="number">${signed(line.bpo)}</td>
              <td class="number">${signed(line.kpo)}</td>
            </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan="2">${words.total}</th>
            <td class="number">${signed(payload.points.bpo)}</td>
            <td class="number">${signed(payload.points.kpo)}</td>
          </tr>
        </tfoot>
      </table>`,
    )}
  </details>`;
}

const FILES: readonly (readonly [format: string, ending: string])[] = [
  ["Markdown", ".md"],
  ["CSV", ".csv"],
  ["JSON", ".json"],
];

/** The page on which the server shows the result, and the files that it makes of it. */
function keepLinks(link: string, { strings, server }: CardContext): TemplateResult {
  const words = strings.recommendation;
  const address = new URL(link, server).href;
  return html`<ul class="keep-links">
      <li>
        <a href=${address} target="_blank" rel="noopener noreferrer"
          >${words.page}<span class="visually-hidden"> ${strings.opensNewTab}</span></a
        >
      </li>
      ${FILES.map(
        ([format, ending]) =>
          html`<li><a href=${address + ending} rel="noopener noreferrer" download>${words.file(format)}</a></li>`,
      )}
    </ul>
    <p class="source">${words.keepNote}</p>`;
}

export function recommendationCard(payload: RecommendationPayload, context: CardContext): TemplateResult {
  const words = context.strings.recommendation;
  const changes = payload.changes.map((change) => inline(change.text, context));
  return html`<div class="card recommendation" dir="auto">
    <div class="verdict">
      <p class="verdict-label">${payload.outcome_label}</p>
      <h3>${inline(payload.headline, context)}</h3>
      <p>${inline(payload.confidence_text, context)}</p>
    </div>
    ${chart(payload, context)}
    ${part(words.reasons, payload.reasons.length > 0, argumentList(payload.reasons, context))}
    ${part(words.against, payload.against.length > 0, argumentList(payload.against, context))}
    ${part(
      words.others,
      payload.others.length > 0,
      bulletList(
        payload.others.map((other) => html`<strong>${other.label}:</strong> ${inline(other.text, context)}`),
      ),
    )}
    ${part(
      words.changes,
      changes.length > 0 || Boolean(payload.smallest_change),
      html`${bulletList(changes)}
      ${payload.smallest_change ? html`<p>${inline(payload.smallest_change, context)}</p>` : nothing}`,
    )}
    ${part(
      words.warnings,
      payload.warnings.length > 0,
      html`<ul class="warnings">
        ${payload.warnings.map(
          (warning) => html`<li>
            <p>${inline(warning.text, context)}</p>
            <p><strong>${words.practice}</strong> ${inline(warning.practice, context)}</p>
            <p class="source">${context.strings.source} ${sectionLink(warning.section, context)}</p>
          </li>`,
        )}
      </ul>`,
    )}
    ${part(
      words.nextSteps,
      payload.next_steps.length > 0,
      html`<ol class="points">
        ${payload.next_steps.map((step) => html`<li>${inline(step, context)}</li>`)}
      </ol>`,
    )}
    ${payload.lines.length > 0 ? pointsTable(payload, context) : nothing}
    ${payload.link ? part(words.keep, true, keepLinks(payload.link, context)) : nothing}
    ${payload.disclosure ? html`<p class="disclosure">${inline(payload.disclosure, context)}</p>` : nothing}
  </div>`;
}
