import assert from "node:assert/strict";
import { test } from "node:test";
import { Chat } from "../src/chat";
import { Outbox } from "../src/outbox";
import { SESSION_KEY, loadSession } from "../src/session";
import type { Authenticate, ChatSocket } from "../src/socket";
import { MemoryStore } from "../src/storage";

type Answer = (data: any) => unknown;

/** A server in memory behind the socket's interface; it keeps one conversation. */
class FakeServer implements ChatSocket {
  connected = false;
  active = false;
  conversation = "conversation-1";
  readonly asked: [string, any][] = [];
  readonly answers: Record<string, Answer> = {
    replay: () => ({ messages: [] }),
    open: () => ({}),
    user_message: () => ({ status: "done", seq: 1 }),
  };
  readonly #listeners: Record<string, (value: unknown) => void> = {};

  on(event: string, listener: (...args: any[]) => void): void {
    this.#listeners[event] = listener;
  }

  connect(): void {
    this.connected = true;
    const { conversation } = this;
    this.tell("session", { token: `${conversation}.t`, conversation, expires_at: 9e9 });
  }

  disconnect(): void {
    this.connected = false;
    this.active = true;
    this.tell("disconnect", "io client disconnect");
  }

  timeout(): { emitWithAck(event: string, data: unknown): Promise<unknown> } {
    return {
      emitWithAck: async (event, data) => {
        this.asked.push([event, data]);
        return this.answers[event]?.(data);
      },
    };
  }

  tell(event: string, value: unknown): void {
    this.#listeners[event]?.(value);
  }

  get sent(): any[] {
    return this.asked.filter(([event]) => event === "user_message").map(([, data]) => data);
  }
}

interface Parts {
  readonly chat: Chat;
  readonly server: FakeServer;
  readonly store: MemoryStore;
  readonly outbox: Outbox;
}

function build(stored: Readonly<Record<string, string>> = {}): Parts {
  const server = new FakeServer();
  const store = new MemoryStore();
  for (const [key, value] of Object.entries(stored)) store.set(key, value);
  const outbox = new Outbox(store);
  const openSocket = (_: Authenticate): ChatSocket => server;
  const chat = new Chat({ store, outbox, openSocket, settled: async () => undefined });
  return { chat, server, store, outbox };
}

const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const message = (seq: number, id: string | null, from: string, text: string): unknown => ({
  seq, id, from, text, buttons: [], payload: null, time: 1,
});

test("the history is asked for before the greeting, and both before a message", async () => {
  const { chat, server } = build();
  chat.send("hi");
  chat.open();
  await rest();
  assert.deepEqual(server.asked.slice(0, 3).map(([event]) => event), ["replay", "open", "user_message"]);
});

test("without an acknowledgment the same id is sent again after a reconnection", async () => {
  const { chat, server } = build();
  chat.start();
  await rest();
  server.answers["user_message"] = () => {
    server.connected = false;
    throw new Error("socket has been disconnected");
  };
  chat.send("once");
  await rest();
  server.tell("disconnect", "transport close");
  server.answers["user_message"] = () => ({ status: "duplicate", seq: 1 });
  server.connect();
  await rest();
  const ids = server.sent.map((frame) => frame.id);
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  assert.equal(chat.entries.length, 0);
});

test("the replay asks only for what is missing", async () => {
  const { chat, server } = build();
  server.answers["replay"] = () => ({ messages: [message(7, null, "bot", "hello")] });
  chat.start();
  await rest();
  server.tell("disconnect", "transport close");
  server.connect();
  await rest();
  assert.deepEqual(
    server.asked.filter(([event]) => event === "replay").map(([, data]) => data.since),
    [0, 7],
  );
  assert.equal(chat.messages.length, 1);
});

test("a message that was never shown back is fetched", async () => {
  const { chat, server } = build();
  chat.start();
  await rest();
  server.answers["replay"] = () => ({
    messages: [message(1, server.sent[0].id, "user", "hi"), message(2, null, "bot", "hello")],
  });
  chat.send("hi");
  await rest();
  assert.deepEqual(chat.entries.map((entry) => entry.kind), ["user", "bot"]);
});

test("the token of every frame is the newest one", async () => {
  const { chat, server } = build();
  chat.start();
  await rest();
  server.tell("session", { token: "renewed", conversation: server.conversation, expires_at: 9e9 });
  chat.send("hi");
  await rest();
  assert.equal(server.sent[0].token, "renewed");
});

test("an expired token begins a new conversation and keeps what was not sent", async () => {
  const { chat, server, store, outbox } = build();
  chat.start();
  await rest();
  server.answers["user_message"] = () => {
    server.conversation = "conversation-2";
    return { status: "refused", notice: { code: "token_expired", text: "Expired." } };
  };
  chat.send("kept");
  await rest();
  await rest();
  assert.equal(loadSession(store)?.conversation, "conversation-2");
  assert.equal(outbox.items[0]?.delivery, "failed");
  assert.deepEqual(chat.entries.map((entry) => entry.kind), ["notice", "user"]);
  assert.equal(server.sent.length, 1);
});

test("restarting leaves the conversation and the queue behind", async () => {
  const { chat, server, outbox } = build();
  server.answers["replay"] = () => ({ messages: [message(1, null, "bot", "old")] });
  chat.start();
  await rest();
  server.answers["replay"] = () => ({ messages: [] });
  server.conversation = "conversation-2";
  outbox.add("unsent");
  chat.restart();
  await rest();
  assert.deepEqual(chat.entries, []);
  assert.equal(server.asked.filter(([event]) => event === "open").length, 1);
});

test("a deletion clears the failed messages and the notices of before", async () => {
  const { chat, server, outbox } = build();
  chat.start();
  await rest();
  server.tell("message", message(1, null, "bot", "hello"));
  outbox.mark(outbox.add("my secret").id, "failed");
  const payload = { type: "notice", code: "deleted", lead: "Deleted." };
  server.tell("message", { ...(message(5, null, "bot", "Deleted.") as object), payload });
  assert.deepEqual(outbox.items, []);
  assert.deepEqual(chat.entries.map((entry) => entry.kind), ["bot"]);
});

test("a long history is whole and in order, and what comes meanwhile has its place", async () => {
  const { chat, server } = build();
  const history = Array.from({ length: 70 }, (_, index) => message(index + 1, null, "bot", "old"));
  server.answers["replay"] = () => ({ messages: history });
  chat.start();
  await Promise.resolve();
  server.tell("message", message(99, null, "bot", "new"));
  while (!chat.restored) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual(
    chat.messages.map(({ seq }) => seq),
    [...Array.from({ length: 70 }, (_, index) => index + 1), 99],
  );
});

test("a conversation that is left while its history is drawn stays left", async () => {
  const { chat, server } = build();
  const history = Array.from({ length: 70 }, (_, index) => message(index + 1, null, "bot", "old"));
  server.answers["replay"] = () => ({ messages: history });
  chat.start();
  await rest();
  server.answers["replay"] = () => ({ messages: [message(200, null, "bot", "new")] });
  server.conversation = "conversation-2";
  chat.restart();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(chat.messages.map(({ seq }) => seq), [200]);
});

test("older history that comes late is no deletion", async () => {
  const { chat, server, outbox } = build();
  chat.start();
  await rest();
  server.tell("message", message(5, null, "bot", "hello"));
  outbox.mark(outbox.add("kept").id, "failed");
  server.tell("message", message(1, null, "bot", "earlier"));
  assert.equal(outbox.items.length, 1);
});

for (const stored of ["{", "7", '{"token":7}', "null"]) {
  test(`the stored session ${stored} is given up with a notice`, () => {
    const { chat, store } = build({ [SESSION_KEY]: stored });
    assert.equal(store.get(SESSION_KEY), null);
    assert.deepEqual(chat.entries.map((entry) => entry.kind), ["notice"]);
  });
}

test("rubbish from the server changes nothing", async () => {
  const { chat, server } = build();
  chat.start();
  await rest();
  for (const event of ["message", "session", "typing"]) {
    for (const value of [null, 7, "x", [], {}]) server.tell(event, value);
  }
  assert.equal(chat.messages.length, 0);
  assert.equal(chat.typing, false);
});
