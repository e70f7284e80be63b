/** What stands in the conversation, in order, and what of it can still be used. Pure functions. */
import type { OutboxItem } from "./outbox";
import type { ChatMessage, Notice } from "./protocol";

/** A notice of the widget itself, standing after the message with the sequence number `after`. */
export interface LocalNotice extends Notice {
  readonly key: string;
  readonly after: number;
}

export interface Choice {
  /** The buttons of the message can be pressed. */
  readonly enabled: boolean;
  /** The index of the button that was used. */
  readonly chosen: number | null;
}

export type Entry =
  | { readonly kind: "user"; readonly key: string; readonly text: string; readonly item: OutboxItem | null }
  | { readonly kind: "bot"; readonly key: string; readonly message: ChatMessage; readonly choice: Choice }
  | { readonly kind: "notice"; readonly key: string; readonly notice: LocalNotice };

/**
 * Adds the messages that are new, in the order of their sequence numbers.
 *
 * What stood before the turn in which the conversation was deleted goes.
 */
export function merge(
  known: readonly ChatMessage[],
  incoming: readonly ChatMessage[],
): readonly ChatMessage[] {
  const bySequence = new Map(known.map((message) => [message.seq, message]));
  for (const message of incoming) {
    if (!bySequence.has(message.seq)) bySequence.set(message.seq, message);
  }
  if (bySequence.size === known.length) return known;
  const all = [...bySequence.values()].sort((one, other) => one.seq - other.seq);
  const deleted = all.findLastIndex(isDeletion);
  const asked = all.slice(0, deleted + 1).findLastIndex((message) => message.from === "user");
  return deleted < 0 ? all : all.slice(asked < 0 ? deleted : asked);
}

/** The server's word that the conversation is deleted. */
export function isDeletion({ payload }: ChatMessage): boolean {
  return payload?.type === "notice" && payload.code === "deleted";
}

export function lastSequence(messages: readonly ChatMessage[]): number {
  return messages[messages.length - 1]?.seq ?? 0;
}

/** What the server has not shown back yet; a message that it has is in the conversation already. */
export function pending(
  messages: readonly ChatMessage[],
  outbox: readonly OutboxItem[],
): readonly OutboxItem[] {
  const shown = new Set(messages.map((message) => message.id));
  return outbox.filter((item) => !shown.has(item.id));
}

/**
 * Which buttons can be pressed and which one was.
 *
 * Only the newest buttons of the conversation are open, and only until one of them is used: the text
 * of a used button is what the visitor said before the next buttons came.
 */
export function choices(
  messages: readonly ChatMessage[],
  waiting: readonly OutboxItem[],
): ReadonlyMap<number, Choice> {
  const result = new Map<number, Choice>();
  let said = waiting.map((item) => item.text);
  let newest = true;
  for (const message of [...messages].reverse()) {
    if (message.from === "user") said.push(message.text);
    if (!hasButtons(message)) continue;
    const chosen = message.buttons.findIndex((button) => said.includes(button.title));
    result.set(message.seq, {
      enabled: newest && chosen < 0,
      chosen: chosen < 0 ? null : chosen,
    });
    newest = false;
    said = [];
  }
  return result;
}

function hasButtons(message: ChatMessage): boolean {
  return message.from === "bot" && message.buttons.length > 0;
}

/** Everything to draw, in order. A message keeps its key from sending to history. */
export function entries(
  messages: readonly ChatMessage[],
  outbox: readonly OutboxItem[],
  notices: readonly LocalNotice[],
): readonly Entry[] {
  const waiting = pending(messages, outbox);
  const choiceOf = choices(messages, waiting);
  const drawn: Entry[] = [];
  const placed = [...notices];
  const placeNotices = (upTo: number): void => {
    while (placed[0] && placed[0].after < upTo) {
      const notice = placed.shift() as LocalNotice;
      drawn.push({ kind: "notice", key: notice.key, notice });
    }
  };
  for (const message of messages) {
    placeNotices(message.seq);
    if (message.from === "user") {
      const key = message.id ?? `seq-${message.seq}`;
      drawn.push({ kind: "user", key, text: message.text, item: null });
    } else {
      const choice = choiceOf.get(message.seq) ?? { enabled: false, chosen: null };
      drawn.push({ kind: "bot", key: `seq-${message.seq}`, message, choice });
    }
  }
  placeNotices(Infinity);
  for (const item of waiting) drawn.push({ kind: "user", key: item.id, text: item.text, item });
  return drawn;
}
