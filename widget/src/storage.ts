/** Where the widget keeps what must survive a reload. */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

export class MemoryStore implements Store {
  readonly #values = new Map<string, string>();

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  remove(key: string): void {
    this.#values.delete(key);
  }

  keys(): string[] {
    return [...this.#values.keys()];
  }
}

/** The browser's storage, with the memory taking over what it refuses (blocked, or full). */
export class BrowserStore implements Store {
  readonly #overflow = new MemoryStore();

  constructor(private readonly area: Storage) {}

  get(key: string): string | null {
    return this.#overflow.get(key) ?? this.area.getItem(key);
  }

  set(key: string, value: string): void {
    try {
      this.area.setItem(key, value);
      this.#overflow.remove(key);
    } catch {
      this.#overflow.set(key, value);
    }
  }

  remove(key: string): void {
    this.#overflow.remove(key);
    this.area.removeItem(key);
  }

  keys(): string[] {
    return [...new Set([...Object.keys(this.area), ...this.#overflow.keys()])];
  }
}

/** A store on a storage area; in memory where the page may not use the area at all. */
export function openStore(area: () => Storage): Store {
  try {
    const storage = area();
    storage.getItem("outsourcing-advisor");
    return new BrowserStore(storage);
  } catch {
    return new MemoryStore();
  }
}
