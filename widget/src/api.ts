/**
 * What a page can do with the widget: `window.OutsourcingAdvisor`.
 *
 * Events (detail): `open`, `close`, `message` ({seq, from, text, payload}), `connection` ({state}).
 */
import type { Chat } from "./chat";
import type { OutsourcingAdvisorElement } from "./element";
import type { PageContext } from "./options";
import { locales } from "./strings";

const EVENTS = ["open", "close", "message", "connection"] as const;

export class OutsourcingAdvisor extends EventTarget {
  /** The widget's own words by locale; `setContext({locale})` uses what was added. */
  readonly locales = locales;
  readonly #element: OutsourcingAdvisorElement;
  readonly #chat: Chat;

  constructor(element: OutsourcingAdvisorElement, chat: Chat) {
    super();
    this.#element = element;
    this.#chat = chat;
    for (const name of EVENTS) {
      element.addEventListener(name, (event) => {
        this.dispatchEvent(new CustomEvent(name, { detail: (event as CustomEvent).detail }));
      });
    }
  }

  get isOpen(): boolean {
    return this.#element.isOpen;
  }

  /** Opens the chat and moves the focus into it. */
  open(): Promise<void> {
    return this.#element.open();
  }

  close(): Promise<void> {
    return this.#element.close();
  }

  /** Says something in the visitor's name, as if typed. Blank text is not sent. */
  send(text: string): void {
    if (text.trim() !== "") this.#chat.send(text.trim());
  }

  /** Tells the widget what changed on the page: theme, guide, locale or dir. */
  setContext(changes: Partial<PageContext>): void {
    this.#element.setContext(changes);
  }
}

/**
 * Elements of the page that open the chat: `data-outsourcing-advisor-open`, and with
 * `data-outsourcing-advisor-ask="…"` also ask something.
 */
export function openOnClick(api: OutsourcingAdvisor): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest<HTMLElement>(
      "[data-outsourcing-advisor-open],[data-outsourcing-advisor-ask]",
    );
    if (!opener) return;
    event.preventDefault();
    void api.open();
    api.send(opener.dataset["outsourcingAdvisorAsk"] ?? "");
  });
}
