import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../src/outbox";
import { BrowserStore, MemoryStore, openStore } from "../src/storage";

test("an id fits the channel and is never the same twice", () => {
  const outbox = new Outbox(new MemoryStore());
  const ids = Array.from({ length: 200 }, () => outbox.add("x").id);
  assert.equal(new Set(ids).size, 200);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{8,64}$/);
});

test("messages wait in the order they were written, even within a millisecond", () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store, () => 1);
  for (const text of ["one", "two", "three"]) outbox.add(text);
  const restored = new Outbox(store);
  assert.deepEqual(restored.items.map((item) => item.text), ["one", "two", "three"]);
});

test("one message is on its way at a time", () => {
  const outbox = new Outbox(new MemoryStore());
  const first = outbox.add("one");
  outbox.add("two");
  outbox.mark(first.id, "sending");
  assert.equal(outbox.next(), null);
  outbox.remove(first.id);
  assert.equal(outbox.next()?.text, "two");
});

test("a failed message does not hold up the next one", () => {
  const outbox = new Outbox(new MemoryStore());
  const first = outbox.add("one");
  outbox.add("two");
  outbox.mark(first.id, "failed", { code: "too_fast", text: "Wait." });
  assert.equal(outbox.next()?.text, "two");
  assert.equal(outbox.items[0]?.notice?.text, "Wait.");
});

test("what was on its way at a reload is sent again under its id", () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store);
  const { id } = outbox.add("one", "/payload");
  outbox.mark(id, "sending");
  const restored = new Outbox(store).next();
  assert.equal(restored?.id, id);
  assert.equal(restored?.payload, "/payload");
});

test("an acknowledged message is gone after a reload", () => {
  const store = new MemoryStore();
  const outbox = new Outbox(store);
  outbox.remove(outbox.add("one").id);
  assert.deepEqual(new Outbox(store).items, []);
});

test("two tabs never overwrite each other's queue", () => {
  const store = new MemoryStore();
  const [one, other] = [new Outbox(store), new Outbox(store)];
  one.add("from one");
  const { id } = other.add("from the other");
  assert.equal(new Outbox(store).items.length, 2);
  one.clear();
  assert.deepEqual(new Outbox(store).items.map((item) => item.id), [id]);
});

test("what another tab saw acknowledged is dropped here too", () => {
  const store = new MemoryStore();
  const { id } = new Outbox(store).add("one");
  const [one, other] = [new Outbox(store), new Outbox(store)];
  one.remove(id);
  other.forgetAcknowledged();
  assert.deepEqual(other.items, []);
});

test("rubbish in the storage is left alone", () => {
  const store = new MemoryStore();
  store.set("outsourcing-advisor:outbox:a", "{");
  store.set("outsourcing-advisor:outbox:b", '{"text": 7}');
  store.set("outsourcing-advisor:outbox:c", "null");
  assert.deepEqual(new Outbox(store).items, []);
});

test("a storage that is full keeps the message in memory", () => {
  const area = {
    getItem: () => null,
    removeItem: () => undefined,
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
  } as unknown as Storage;
  const store = new BrowserStore(area);
  store.set("key", "value");
  assert.equal(store.get("key"), "value");
});

test("a storage that is blocked is replaced by memory", () => {
  const store = openStore(() => {
    throw new Error("SecurityError");
  });
  store.set("key", "value");
  assert.deepEqual(store.keys(), ["key"]);
});
