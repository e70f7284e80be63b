/**
 * The conversation: one socket, the messages the server has stored, and the outbox.
 *
 * No DOM here. Whoever draws the chat subscribes, reads the state and calls the methods.
 */
import type { Outbox } from "./outbox";
import {
  readAcknowledgment,
  readMessage,
  readMessages,
  readSession,
  refusalCode,
  type Acknowledgment,
  type ChatMessage,
  type Notice,
  type Session,
} from "./protocol";
import { forgetSession, isSessionBroken, loadSession, saveSession } from "./session";
import type { ChatSocket, OpenSocket } from "./socket";
import type { Store } from "./storage";
import { entries, lastSequence, merge, type Entry, type LocalNotice } from "./timeline";

export type ConnectionState = "idle" | "connecting" | "online" | "offline";

/** Longer than the server's own deadline for a turn. */
const ACKNOWLEDGMENT_MS = 20_000;
const SENDING_TRIES = 3;
const RECONNECT_MS = 2_000;
/** So many messages of a history are drawn at once; the page gets its turn in between. */
const BATCH = 20;

export interface ChatParts {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly openSocket: OpenSocket;
  /** Resolves once the restored history is drawn: only then may new messages come. */
  readonly settled: () => Promise<void>;
}

export class Chat {
  #connection: ConnectionState = "idle";
  #session: Session | null;
  #socket: ChatSocket | null = null;
  #messages: readonly ChatMessage[] = [];
  #notices: LocalNotice[] = [];
  #noticeCount = 0;
  #serverTyping = false;
  #greetingWanted = false;
  #restored = false;
  #flushing = false;
  /** Goes up with every connection: an answer to a question of an older one is void. */
  #era = 0;
  #tries = new Map<string, number>();
  #reconnect: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly parts: ChatParts) {
    this.#session = loadSession(parts.store);
    if (isSessionBroken(parts.store)) {
      forgetSession(parts.store);
      this.#note({ code: "unreadable", text: "" });
    }
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  /** The history is there: what comes from now on is new. */
  get restored(): boolean {
    return this.#restored;
  }

  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  get entries(): readonly Entry[] {
    return entries(this.#messages, this.parts.outbox.items, this.#notices);
  }

  /** The advisor is at work: from sending until the turn ends. */
  get typing(): boolean {
    if (this.#connection !== "online") return false;
    return this.#serverTyping || this.parts.outbox.items.some((item) => item.delivery === "sending");
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects, unless it is connected already. */
  start(): void {
    if (this.#socket) return;
    this.#connection = "connecting";
    const socket = this.parts.openSocket((answer) => {
      const session = loadSession(this.parts.store);
      answer(session ? { token: session.token } : {});
    });
    this.#socket = socket;
    socket.on("session", (value) => this.#onSession(value));
    socket.on("message", (value) => this.#onMessage(value));
    socket.on("typing", (value) => this.#onTyping(value));
    socket.on("disconnect", () => this.#onDisconnect());
    socket.on("connect_error", (error) => this.#onRefusedConnection(error));
    socket.connect();
    this.#changed();
  }

  /** The chat was opened: connects, and has a new conversation greeted. */
  open(): void {
    this.#greetingWanted = true;
    this.start();
    if (this.#connection === "online") void this.#whenReady(this.#era);
  }

  /** Queues a message; it goes out as soon as the server can take it. */
  send(text: string, payload?: string): void {
    this.parts.outbox.add(text, payload);
    this.start();
    this.#changed();
    void this.#flush();
  }

  /** Sends a failed message once more, under the same id. */
  retry(id: string): void {
    this.#tries.delete(id);
    this.parts.outbox.mark(id, "waiting");
    this.#changed();
    void this.#flush();
  }

  /** Takes a failed message out of the queue and gives back its text. */
  discard(id: string): string {
    const item = this.parts.outbox.remove(id);
    this.#changed();
    return item?.text ?? "";
  }

  /** Leaves this conversation and starts a new one. */
  restart(): void {
    this.parts.outbox.clear();
    forgetSession(this.parts.store);
    this.#forgetConversation();
    this.#greetingWanted = true;
    this.#connectAnew();
  }

  /** Another tab changed what the tabs share. */
  followOtherTabs(): void {
    const stored = loadSession(this.parts.store);
    this.parts.outbox.forgetAcknowledged();
    if (stored && this.#socket && stored.conversation !== this.#session?.conversation) {
      this.#forgetConversation();
      this.#connectAnew();
    }
    this.#changed();
  }

  /** The network is back: no need to wait for the next try. */
  wake(): void {
    if (this.#socket && !this.#socket.connected) this.#connectAnew();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #note(notice: Notice): void {
    const key = `notice-${(this.#noticeCount += 1)}`;
    this.#notices = [...this.#notices, { ...notice, key, after: lastSequence(this.#messages) }];
  }

  #forgetConversation(): void {
    this.#session = null;
    this.#messages = [];
    this.#notices = [];
    this.#restored = false;
    this.#tries.clear();
  }

  #connectAnew(): void {
    if (!this.#socket) return this.start();
    clearTimeout(this.#reconnect);
    this.#era += 1;
    this.#socket.disconnect();
    this.#connection = "connecting";
    this.#socket.connect();
    this.#changed();
  }

  #onSession(value: unknown): void {
    const session = readSession(value);
    if (!session) return;
    if (this.#session && this.#session.conversation !== session.conversation) {
      this.#forgetConversation();
    }
    this.#session = session;
    saveSession(this.parts.store, session);
    if (this.#connection !== "online") void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    clearTimeout(this.#reconnect);
    const era = (this.#era += 1);
    const caughtUp = await this.#replay();
    if (era !== this.#era) return;
    if (!caughtUp) {
      this.#reconnect = setTimeout(() => void this.#catchUp(), RECONNECT_MS);
      return;
    }
    this.#connection = "online";
    this.#restored = true;
    this.#changed();
    await this.parts.settled();
    await this.#whenReady(era);
  }

  /** Asks for what is missing. False if the server did not answer, or would not. */
  async #replay(): Promise<boolean> {
    const conversation = this.#session?.conversation;
    const answer = await this.#ask("replay", { since: lastSequence(this.#messages) });
    if (answer === null || conversation !== this.#session?.conversation) return false;
    if (readAcknowledgment(answer)?.status === "refused") return false;
    const messages = readMessages(answer);
    for (let at = 0; at < messages.length; at += BATCH) {
      if (at > 0) await new Promise((resolve) => setTimeout(resolve));
      if (conversation !== this.#session?.conversation) return false;
      this.#add(messages.slice(at, at + BATCH));
    }
    return true;
  }

  async #whenReady(era: number): Promise<void> {
    if (this.#greetingWanted) {
      this.#greetingWanted = false;
      if ((await this.#ask("open", {})) === null) this.#greetingWanted = true;
    }
    if (era === this.#era) await this.#flush();
  }

  /** Null if the connection broke or the time ran out. */
  async #ask(event: string, data: unknown): Promise<unknown> {
    const socket = this.#socket;
    if (!socket?.connected) return null;
    try {
      return await socket.timeout(ACKNOWLEDGMENT_MS).emitWithAck(event, data);
    } catch {
      return null;
    }
  }

  #onMessage(value: unknown): void {
    const message = readMessage(value);
    if (message) this.#add([message]);
  }

  #add(messages: readonly ChatMessage[]): void {
    const before = this.#messages[0]?.seq ?? Infinity;
    this.#messages = merge(this.#messages, messages);
    const first = this.#messages[0]?.seq ?? 0;
    if (first > before) this.#clearUpTo(first);
    this.#changed();
  }

  /** The conversation was deleted: what this browser still shows of it goes too. */
  #clearUpTo(seq: number): void {
    this.#notices = this.#notices.filter((notice) => notice.after >= seq);
    for (const item of this.parts.outbox.items) {
      if (item.delivery === "failed") this.parts.outbox.remove(item.id);
    }
  }

  #onTyping(value: unknown): void {
    this.#serverTyping = (value as { on?: unknown } | null)?.on === true;
    this.#changed();
  }

  #onDisconnect(): void {
    this.#era += 1;
    this.#serverTyping = false;
    this.#connection = "offline";
    this.#changed();
    this.#scheduleReconnect();
  }

  #onRefusedConnection(error: unknown): void {
    const code = refusalCode(error);
    if ((code === "token_expired" || code === "token_invalid") && loadSession(this.parts.store)) {
      this.#abandonSession(code);
      return;
    }
    this.#connection = "offline";
    this.#changed();
    this.#scheduleReconnect();
  }

  /** Socket.IO tries again by itself unless the server refused or closed the connection. */
  #scheduleReconnect(): void {
    clearTimeout(this.#reconnect);
    if (this.#socket?.active) return;
    this.#reconnect = setTimeout(() => this.#socket?.connect(), RECONNECT_MS);
  }

  /** The session is no longer good: a new conversation, and the words not yet sent are kept. */
  #abandonSession(code: string): void {
    forgetSession(this.parts.store);
    this.#forgetConversation();
    for (const item of this.parts.outbox.items) {
      this.parts.outbox.mark(item.id, "failed", { code, text: "" });
    }
    this.#note({ code, text: "" });
    this.#greetingWanted = true;
    this.#connectAnew();
  }

  #canSend(): boolean {
    return this.#connection === "online" && this.#socket?.connected === true;
  }

  async #flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      let item = this.parts.outbox.next();
      while (item && this.#session && this.#canSend()) {
        this.parts.outbox.mark(item.id, "sending");
        this.#changed();
        const { id, text, payload } = item;
        const token = loadSession(this.parts.store)?.token ?? this.#session.token;
        const frame = { id, text, token, ...(payload === undefined ? {} : { payload }) };
        await this.#settle(id, readAcknowledgment(await this.#ask("user_message", frame)));
        item = this.parts.outbox.next();
      }
    } finally {
      this.#flushing = false;
    }
    // The connection may have come back while the last answer was still awaited.
    if (this.#canSend() && this.parts.outbox.next()) void this.#flush();
  }

  async #settle(id: string, acknowledgment: Acknowledgment | null): Promise<void> {
    const { outbox } = this.parts;
    if (acknowledgment === null) {
      const tries = (this.#tries.get(id) ?? 0) + (this.#socket?.connected ? 1 : 0);
      this.#tries.set(id, tries);
      const givenUp = tries >= SENDING_TRIES;
      outbox.mark(id, givenUp ? "failed" : "waiting", givenUp ? { code: "failed", text: "" } : undefined);
    } else if (acknowledgment.status === "refused") {
      const { notice } = acknowledgment;
      outbox.mark(id, "failed", notice);
      if (notice.code === "token_expired" || notice.code === "token_invalid") {
        this.#abandonSession(notice.code);
      }
    } else {
      // The replies may have gone out while nobody listened.
      const shown = this.#messages.some((message) => message.id === id);
      if (!shown || acknowledgment.status === "duplicate") await this.#replay();
      outbox.remove(id);
      this.#tries.delete(id);
    }
    this.#changed();
  }
}
