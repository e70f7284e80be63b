/** One card for each type of payload; the message's text where there is none. */
import { html, type TemplateResult } from "lit";
import { markdown } from "../markdown";
import type { ChatMessage } from "../protocol";
import { answerCard, comparisonCard, noticeCard } from "./answer";
import type { CardContext } from "./context";
import { questionCard } from "./question";
import { recommendationCard } from "./recommendation";

export type { CardContext } from "./context";

export function card(message: ChatMessage, context: CardContext): TemplateResult {
  const { payload } = message;
  switch (payload?.type) {
    case "answer":
      return answerCard(payload, context);
    case "comparison":
      return comparisonCard(payload, context);
    case "question":
      return questionCard(payload, context);
    case "recommendation":
      return recommendationCard(payload, context);
    case "notice":
      return noticeCard(payload, context);
    default:
      return html`<div class="card text" dir="auto">${markdown(message.text, context.strings)}</div>`;
  }
}
