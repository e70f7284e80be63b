/**
 * The messages of the web channel and the checks they pass before anything is drawn.
 *
 * The contract is docs/reference/web-channel.md. Whatever does not fit it is refused here: a message
 * that is no message is dropped, a payload that is not understood leaves the message's plain text.
 */

export interface Button {
  readonly title: string;
  readonly payload: string;
  readonly kind?: string;
}

export interface Section {
  readonly id: string;
  readonly heading: string;
}

export interface AnswerPayload {
  readonly type: "answer";
  readonly lead: string;
  readonly points: readonly string[];
  readonly section?: Section | null;
}

export interface ComparisonPayload {
  readonly type: "comparison";
  readonly lead: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly points?: readonly string[] | null;
  readonly section?: Section | null;
}

/** An answer taken from the visitor's own words. */
export interface Understood {
  /** The question's short name. */
  readonly question: string;
  /** The answer in words. */
  readonly says: string;
  /** What the visitor wrote. */
  readonly words: string;
}

export interface QuestionPayload {
  readonly type: "question";
  readonly text: string;
  readonly number: number;
  readonly remaining: number;
  readonly hint?: string | null;
  readonly echo?: string | null;
  readonly understood?: readonly Understood[] | null;
}

/** An argument with what it adds to each model's points. */
export interface Argument {
  readonly text: string;
  readonly bpo: number;
  readonly kpo: number;
}

export interface RecommendationPayload {
  readonly type: "recommendation";
  readonly outcome: string;
  readonly outcome_label: string;
  readonly confidence: string;
  readonly headline: string;
  readonly confidence_text: string;
  readonly points: { readonly bpo: number; readonly kpo: number; readonly bar: number };
  readonly reasons: readonly Argument[];
  readonly against: readonly Argument[];
  readonly others: readonly { readonly outcome: string; readonly label: string; readonly text: string }[];
  readonly changes: readonly { readonly text: string; readonly outcome: string }[];
  readonly smallest_change?: string | null;
  readonly warnings: readonly { readonly text: string; readonly practice: string; readonly section: Section }[];
  readonly next_steps: readonly string[];
  readonly lines: readonly {
    readonly question: string;
    readonly answer: string;
    readonly bpo: number;
    readonly kpo: number;
    readonly note?: string | null;
  }[];
  readonly disclosure: string;
  /** The path of the result's page on the server; none where the result could not be kept. */
  readonly link?: string | null;
}

export interface NoticePayload {
  readonly type: "notice";
  readonly code: string;
  readonly lead: string;
}

export type Payload =
  | AnswerPayload
  | ComparisonPayload
  | QuestionPayload
  | RecommendationPayload
  | NoticePayload;

export interface ChatMessage {
  readonly seq: number;
  readonly id: string | null;
  readonly from: "user" | "bot";
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly payload: Payload | null;
  /** Unix seconds. */
  readonly time: number;
}

export interface Session {
  readonly token: string;
  readonly conversation: string;
  /** Unix seconds. */
  readonly expires_at: number;
}

export interface Notice {
  readonly code: string;
  readonly text: string;
  /** Seconds to wait before another try. */
  readonly retry_after?: number;
}

export type Acknowledgment =
  | { readonly status: "done" | "duplicate"; readonly seq: number }
  | { readonly status: "refused"; readonly notice: Notice };

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const recordOf =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(shape).every(([key, check]) => check(value[key]));

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isResultPath: Check = (value) => isText(value) && /^\/results\/[\w-]{22}$/.test(value as string);
const isSection = recordOf({ id: isText, heading: isText });
const isArgument = recordOf({ text: isText, bpo: isNumber, kpo: isNumber });
const isButton = recordOf({ title: isText, payload: isText, kind: optional(isText) });
const isMessage = recordOf({
  seq: isNumber,
  id: optional(isText),
  from: (value) => value === "user" || value === "bot",
  text: optional(isText),
  time: isNumber,
});
const isSession = recordOf({ token: isText, conversation: isText, expires_at: isNumber });
const isNotice = recordOf({ code: isText, text: isText, retry_after: optional(isNumber) });

const payloadChecks: ReadonlyMap<unknown, Check> = new Map([
  ["answer", recordOf({ lead: isText, points: listOf(isText), section: optional(isSection) })],
  [
    "comparison",
    recordOf({
      lead: isText,
      caption: isText,
      columns: listOf(isText),
      rows: listOf(listOf(isText)),
      points: optional(listOf(isText)),
      section: optional(isSection),
    }),
  ],
  [
    "question",
    recordOf({
      text: isText,
      number: isNumber,
      remaining: isNumber,
      hint: optional(isText),
      echo: optional(isText),
      understood: optional(listOf(recordOf({ question: isText, says: isText, words: isText }))),
    }),
  ],
  [
    "recommendation",
    recordOf({
      outcome: isText,
      outcome_label: isText,
      confidence: isText,
      headline: isText,
      confidence_text: isText,
      points: recordOf({ bpo: isNumber, kpo: isNumber, bar: isNumber }),
      reasons: listOf(isArgument),
      against: listOf(isArgument),
      others: listOf(recordOf({ outcome: isText, label: isText, text: isText })),
      changes: listOf(recordOf({ text: isText, outcome: isText })),
      smallest_change: optional(isText),
      warnings: listOf(recordOf({ text: isText, practice: isText, section: isSection })),
      next_steps: listOf(isText),
      lines: listOf(
        recordOf({
          question: isText,
          answer: isText,
          bpo: isNumber,
          kpo: isNumber,
          note: optional(isText),
        }),
      ),
      disclosure: isText,
      link: optional(isResultPath),
    }),
  ],
  ["notice", recordOf({ code: isText, lead: isText })],
]);

/** The payload, if it is one this widget can draw. */
export function readPayload(value: unknown): Payload | null {
  if (!isRecord(value)) return null;
  return payloadChecks.get(value["type"])?.(value) ? (value as unknown as Payload) : null;
}

/** The message, or null if the value is not one. */
export function readMessage(value: unknown): ChatMessage | null {
  if (!isMessage(value)) return null;
  const record = value as Record<string, unknown>;
  const buttons = Array.isArray(record["buttons"]) ? record["buttons"] : [];
  return {
    seq: record["seq"] as number,
    id: (record["id"] as string | null | undefined) ?? null,
    from: record["from"] as "user" | "bot",
    text: (record["text"] as string | null | undefined) ?? "",
    buttons: buttons.filter(isButton) as Button[],
    payload: readPayload(record["payload"]),
    time: record["time"] as number,
  };
}

export function readMessages(value: unknown): ChatMessage[] {
  const list = isRecord(value) && Array.isArray(value["messages"]) ? value["messages"] : [];
  return list.map(readMessage).filter((message): message is ChatMessage => message !== null);
}

export function readSession(value: unknown): Session | null {
  return isSession(value) ? (value as Session) : null;
}

/** The acknowledgment, or null if the value is not one. */
export function readAcknowledgment(value: unknown): Acknowledgment | null {
  if (!isRecord(value)) return null;
  if (value["status"] === "refused") {
    return isNotice(value["notice"]) ? (value as unknown as Acknowledgment) : null;
  }
  const accepted = value["status"] === "done" || value["status"] === "duplicate";
  return accepted ? (value as unknown as Acknowledgment) : null;
}

/** The error code the server gave for a refused connection. */
export function refusalCode(error: unknown): string | null {
  const data = isRecord(error) || error instanceof Error ? (error as { data?: unknown }).data : null;
  return isRecord(data) && typeof data["code"] === "string" ? data["code"] : null;
}
