/** The list of messages with their buttons and their delivery. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { card, type CardContext } from "../cards";
import type { Button } from "../protocol";
import type { Strings } from "../strings";
import type { OutboxItem } from "../outbox";
import type { Choice, Entry, LocalNotice } from "../timeline";

export interface MessageActions {
  choose(button: Button, event: Event): void;
  retry(id: string): void;
  edit(id: string): void;
  remove(id: string): void;
}

/** The words for a notice: the server's own, else ours for its code. */
function noticeText(notice: { readonly code: string; readonly text: string }, strings: Strings): string {
  return notice.text || (strings.notices[notice.code] ?? strings.notices.other);
}

function buttonGroup(
  label: string,
  name: string,
  buttons: readonly (readonly [Button, number])[],
  choice: Choice,
  actions: MessageActions,
  strings: Strings,
): TemplateResult | typeof nothing {
  if (buttons.length === 0) return nothing;
  return html`<div class="buttons ${name}" role="group" aria-label=${label}>
    ${buttons.map(([button, index]) => {
      const chosen = choice.chosen === index;
      return html`<button
        type="button"
        class=${chosen ? "reply chosen" : "reply"}
        dir="auto"
        ?disabled=${!choice.enabled}
        @click=${(event: Event) => actions.choose(button, event)}
      >
        ${button.title}${chosen
          ? html`<span class="visually-hidden"> ${strings.chosen}</span>`
          : nothing}
      </button>`;
    })}
  </div>`;
}

function botMessage(
  entry: Extract<Entry, { kind: "bot" }>,
  context: CardContext,
  actions: MessageActions,
): TemplateResult {
  const { strings } = context;
  const { message, choice } = entry;
  const asks = message.payload?.type === "question";
  const numbered = message.buttons.map((button, index) => [button, index] as const);
  const commands = numbered.filter(([button]) => button.kind === "command");
  const replies = numbered.filter(([button]) => button.kind !== "command");
  const label = asks ? strings.answers : strings.suggestions;
  return html`<span class="visually-hidden">${strings.advisorSaid}</span>
    ${card(message, context)}
    ${buttonGroup(label, asks ? "options" : "replies", replies, choice, actions, strings)}
    ${buttonGroup(strings.otherAnswers, "commands", commands, choice, actions, strings)}`;
}

function failedDelivery(item: OutboxItem, strings: Strings, actions: MessageActions): TemplateResult {
  const reason = item.notice ? noticeText(item.notice, strings) : strings.notices.other;
  const hopeless = item.notice?.code === "too_long" || item.notice?.code === "bad_message";
  return html`<div class="delivery failed">
    <p><strong>${strings.delivery.failed}</strong> ${reason}</p>
    <div class="buttons">
      ${hopeless
        ? nothing
        : html`<button type="button" class="reply" @click=${() => actions.retry(item.id)}>
            ${strings.delivery.retry}
          </button>`}
      ${item.payload === undefined
        ? html`<button type="button" class="reply" @click=${() => actions.edit(item.id)}>
            ${strings.delivery.edit}
          </button>`
        : nothing}
      <button type="button" class="reply" @click=${() => actions.remove(item.id)}>
        ${strings.delivery.remove}
      </button>
    </div>
  </div>`;
}

function delivery(
  item: OutboxItem | null,
  newest: boolean,
  strings: Strings,
  actions: MessageActions,
): TemplateResult | typeof nothing {
  if (item?.delivery === "failed") return failedDelivery(item, strings, actions);
  if (!item && !newest) return nothing;
  const state = item ? item.delivery : "sent";
  // Read where it stands, never announced: the answer is what matters.
  return html`<p class="delivery" aria-live="off">${strings.delivery[state]}</p>`;
}

function userMessage(
  entry: Extract<Entry, { kind: "user" }>,
  newest: boolean,
  { strings }: CardContext,
  actions: MessageActions,
): TemplateResult {
  return html`<span class="visually-hidden">${strings.youSaid}</span>
    <div class="bubble" dir="auto">${entry.text}</div>
    ${delivery(entry.item, newest, strings, actions)}`;
}

function notice(local: LocalNotice, { strings }: CardContext): TemplateResult {
  return html`<div class="card notice" dir="auto"><p>${noticeText(local, strings)}</p></div>`;
}

export function messageList(
  entries: readonly Entry[],
  context: CardContext,
  actions: MessageActions,
): TemplateResult {
  const newestUser = [...entries].reverse().find((entry) => entry.kind === "user");
  const content = (entry: Entry): TemplateResult => {
    if (entry.kind === "user") return userMessage(entry, entry === newestUser, context, actions);
    if (entry.kind === "bot") return botMessage(entry, context, actions);
    return notice(entry.notice, context);
  };
  return html`<ol class="messages" role="list">
    ${repeat(
      entries,
      (entry) => entry.key,
      (entry) => html`<li class="message ${entry.kind}" data-key=${entry.key}>${content(entry)}</li>`,
    )}
  </ol>`;
}
