import assert from "node:assert/strict";
import { test } from "node:test";
import type { OutboxItem } from "../src/outbox";
import { readAcknowledgment, readMessage, readPayload, refusalCode, type ChatMessage } from "../src/protocol";
import { choices, entries, lastSequence, merge, pending } from "../src/timeline";

const bot = (seq: number, ...titles: string[]): ChatMessage => ({
  seq,
  id: null,
  from: "bot",
  text: `bot ${seq}`,
  buttons: titles.map((title) => ({ title, payload: `/${title}` })),
  payload: null,
  time: seq,
});
const user = (seq: number, text: string, id: string | null = null): ChatMessage => ({
  ...bot(seq),
  from: "user",
  text,
  id,
});
const queued = (id: string, text: string): OutboxItem => ({ id, text, created: 1, delivery: "waiting" });

test("merging sorts by number and drops what is known", () => {
  const known = [bot(2), bot(9)];
  const merged = merge(known, [bot(5), bot(9), bot(5)]);
  assert.deepEqual(merged.map((message) => message.seq), [2, 5, 9]);
  assert.equal(lastSequence(merged), 9);
});

test("merging nothing new gives back the same list", () => {
  const known = [bot(1)];
  assert.equal(merge(known, [bot(1)]), known);
});

const deletion = (seq: number): ChatMessage => ({
  ...bot(seq),
  payload: { type: "notice", code: "deleted", lead: "Deleted." },
});

test("a deletion takes away what stood before the turn that asked for it", () => {
  const known = [bot(1), user(2, "hi"), bot(3)];
  const merged = merge(known, [user(7, "delete my data"), deletion(9), user(11, "hello")]);
  assert.deepEqual(merged.map((message) => message.seq), [7, 9, 11]);
  assert.deepEqual(merge(known, [deletion(9)]).map((message) => message.seq), [2, 3, 9]);
  assert.deepEqual(merge([bot(1)], [deletion(9)]).map((message) => message.seq), [9]);
});

test("a message the server shows is pending no more", () => {
  const waiting = pending([user(3, "hi", "a")], [queued("a", "hi"), queued("b", "ho")]);
  assert.deepEqual(waiting.map((item) => item.id), ["b"]);
});

test("only the newest buttons can be pressed", () => {
  const found = choices([bot(1, "yes"), bot(2, "no"), bot(3)], []);
  assert.equal(found.get(1)?.enabled, false);
  assert.equal(found.get(2)?.enabled, true);
  assert.equal(found.has(3), false);
});

test("a used button closes its group and is marked", () => {
  const found = choices([bot(1, "yes", "no"), user(2, "no")], []);
  assert.deepEqual(found.get(1), { enabled: false, chosen: 1 });
});

test("a used button is marked while its message is still waiting", () => {
  const found = choices([bot(1, "yes", "no")], [queued("a", "yes")]);
  assert.deepEqual(found.get(1), { enabled: false, chosen: 0 });
});

test("typed words between leave the buttons open until one is used", () => {
  const messages = [bot(1, "yes", "no"), user(2, "why?"), bot(3)];
  assert.deepEqual(choices(messages, []).get(1), { enabled: true, chosen: null });
  assert.deepEqual(choices([...messages, user(4, "yes")], []).get(1), { enabled: false, chosen: 0 });
});

test("the same words after newer buttons do not mark the older ones", () => {
  const found = choices([bot(1, "yes"), bot(2, "yes"), user(3, "yes")], []);
  assert.equal(found.get(1)?.chosen, null);
  assert.equal(found.get(2)?.chosen, 0);
});

test("a message keeps its key from the queue to the history", () => {
  const before = entries([], [queued("a", "hi")], []);
  const after = entries([user(3, "hi", "a")], [queued("a", "hi")], []);
  assert.deepEqual(before.map((entry) => entry.key), ["a"]);
  assert.deepEqual(after.map((entry) => entry.key), ["a"]);
});

test("a notice stays where it was made", () => {
  const notice = { key: "n", after: 2, code: "failed", text: "" };
  const kinds = entries([bot(1), bot(2), bot(5)], [], [notice]).map((entry) => entry.kind);
  assert.deepEqual(kinds, ["bot", "bot", "notice", "bot"]);
});

for (const value of [null, 7, "x", [], {}, { seq: "1", from: "bot", time: 1 }, { seq: NaN, from: "bot", time: 1 }]) {
  test(`${JSON.stringify(value)} is no message`, () => assert.equal(readMessage(value), null));
}

test("a button without a payload is left out, the message stays", () => {
  const message = readMessage({ seq: 1, from: "bot", text: "x", time: 1, buttons: [{ title: "a" }, 7] });
  assert.deepEqual(message?.buttons, []);
});

for (const value of [null, {}, { type: "hologram" }, { type: "notice" }, { type: "__proto__" }, "text"]) {
  test(`${JSON.stringify(value)} is no payload we can draw`, () => assert.equal(readPayload(value), null));
}

for (const value of [null, {}, { status: "refused" }, { status: "maybe", seq: 1 }]) {
  test(`${JSON.stringify(value)} is no acknowledgment`, () => assert.equal(readAcknowledgment(value), null));
}

test("a refused connection tells its code", () => {
  assert.equal(refusalCode(Object.assign(new Error("no"), { data: { code: "token_expired" } })), "token_expired");
  assert.equal(refusalCode(new Error("no")), null);
});
