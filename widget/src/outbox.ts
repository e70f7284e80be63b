/**
 * The queue of what the visitor sent and the server has not acknowledged.
 *
 * Every message keeps its id until it is acknowledged, whatever happens in between, and the server
 * processes each id once: that is how a message is neither lost nor doubled. Each message has a key of
 * its own in the store, so that two tabs never overwrite each other's queue.
 */
import { newMessageId } from "./identifier";
import type { Notice } from "./protocol";
import type { Store } from "./storage";

export type Delivery = "waiting" | "sending" | "failed";

export interface OutboxItem {
  readonly id: string;
  readonly text: string;
  readonly payload?: string;
  /** Milliseconds since 1970, made strictly increasing within a tab: the order of sending. */
  readonly created: number;
  readonly delivery: Delivery;
  /** Why it failed. */
  readonly notice?: Notice;
}

const PREFIX = "outsourcing-advisor:outbox:";

function readItem(id: string, stored: string | null): OutboxItem | null {
  try {
    const item = JSON.parse(stored ?? "") as OutboxItem;
    const whole = typeof item.text === "string" && typeof item.created === "number";
    // What was on its way when the page went may or may not have arrived: it is sent again.
    return whole ? { ...item, id, delivery: item.delivery === "failed" ? "failed" : "waiting" } : null;
  } catch {
    return null;
  }
}

export class Outbox {
  #items: OutboxItem[] = [];

  constructor(
    private readonly store: Store,
    private readonly now: () => number = Date.now,
  ) {
    this.#items = this.#stored();
  }

  get items(): readonly OutboxItem[] {
    return this.#items;
  }

  add(text: string, payload?: string): OutboxItem {
    const last = this.#items[this.#items.length - 1];
    const created = Math.max(this.now(), (last?.created ?? 0) + 1);
    const item: OutboxItem = {
      id: newMessageId(),
      text,
      ...(payload === undefined ? {} : { payload }),
      created,
      delivery: "waiting",
    };
    this.#items = [...this.#items, item];
    this.#save(item);
    return item;
  }

  /** The next message to send; none while one is on its way, which keeps the order. */
  next(): OutboxItem | null {
    if (this.#items.some((item) => item.delivery === "sending")) return null;
    return this.#items.find((item) => item.delivery === "waiting") ?? null;
  }

  mark(id: string, delivery: Delivery, notice?: Notice): void {
    this.#items = this.#items.map((item) => {
      if (item.id !== id) return item;
      const { notice: _, ...rest } = item;
      const marked: OutboxItem = { ...rest, delivery, ...(notice ? { notice } : {}) };
      this.#save(marked);
      return marked;
    });
  }

  remove(id: string): OutboxItem | null {
    const removed = this.#items.find((item) => item.id === id) ?? null;
    this.#items = this.#items.filter((item) => item.id !== id);
    this.store.remove(PREFIX + id);
    return removed;
  }

  clear(): void {
    for (const item of this.#items) this.store.remove(PREFIX + item.id);
    this.#items = [];
  }

  /** Drops what another tab saw acknowledged. */
  forgetAcknowledged(): void {
    this.#items = this.#items.filter((item) => this.store.get(PREFIX + item.id) !== null);
  }

  #save(item: OutboxItem): void {
    this.store.set(PREFIX + item.id, JSON.stringify(item));
  }

  #stored(): OutboxItem[] {
    const items: OutboxItem[] = [];
    for (const key of this.store.keys()) {
      if (!key.startsWith(PREFIX)) continue;
      const item = readItem(key.slice(PREFIX.length), this.store.get(key));
      if (item) items.push(item);
      else this.store.remove(key);
    }
    return items.sort((one, other) => one.created - other.created);
  }
}
