/** The custom element: a launcher and a dialog with the conversation. */
import { LitElement, html, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import type { CardContext } from "./cards";
import type { Chat } from "./chat";
import { guideOf, type Options, type PageContext } from "./options";
import type { Button } from "./protocol";
import type { Store } from "./storage";
import { stringsFor, type Strings } from "./strings";
import styles from "./styles.css";
import { lastSequence } from "./timeline";
import { tokenStyles } from "./tokens";
import { asJson, asText, download, print } from "./transcript";
import { MAX_CHARACTERS, composer, countCharacters, isSendKey } from "./view/composer";
import { confirmation, header, type Command } from "./view/header";
import { chatIcon, downIcon } from "./view/icons";
import { messageList } from "./view/messages";

export const TAG = "outsourcing-advisor";

/** Below this the dialog takes the whole screen. 400 % zoom on a desktop is such a screen too. */
const SMALL_SCREEN = "(max-width: 480px), (max-height: 420px)";
const OPEN_KEY = "outsourcing-advisor:open";
const READ_KEY = "outsourcing-advisor:read";
const DRAFT_KEY = "outsourcing-advisor:draft";
const BOTTOM_SLACK = 24;
const TEXT_BOX_MAX_HEIGHT = 132;
/** Assistive technology has taken in the restored history by then. */
const SETTLE_MS = 60;

export interface WidgetParts {
  readonly chat: Chat;
  readonly options: Options;
  /** Shared by the tabs. */
  readonly store: Store;
  /** This tab's own. */
  readonly tabStore: Store;
}

export class OutsourcingAdvisorElement extends LitElement {
  static override styles = [unsafeCSS(tokenStyles), unsafeCSS(styles)];

  static override properties = {
    opened: { state: true },
    draft: { state: true },
    menuOpen: { state: true },
    confirming: { state: true },
    unseen: { state: true },
    small: { state: true },
    live: { state: true },
    context: { state: true },
  };

  private opened = false;
  private draft = "";
  private menuOpen = false;
  private confirming = false;
  /** Messages arrived below what is in view. */
  private unseen = false;
  private small = false;
  /** New messages are announced; restored ones are not. */
  private live = false;
  private context!: PageContext;

  #parts!: WidgetParts;
  #drawn = new Set<string>();
  /** The reader is where the newest turn was put, or at the bottom. */
  #following = true;
  #atBottom = true;
  #placed = 0;
  /** Where the log stood when last looked at. */
  #top = 0;
  /** The newest message the page was told of; null until the history is there. */
  #told: number | null = null;
  #inerted: Element[] = [];
  #connection = "";
  readonly #screen = matchMedia(SMALL_SCREEN);
  readonly #cleanups: (() => void)[] = [];

  /** Wires the element; called once, before it is put on a page. */
  setup(parts: WidgetParts): void {
    this.#parts = parts;
    this.context = parts.options;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const listen = (target: EventTarget, event: string, listener: EventListener): void => {
      target.addEventListener(event, listener);
      this.#cleanups.push(() => target.removeEventListener(event, listener));
    };
    this.#cleanups.push(this.#parts.chat.subscribe(() => this.#onChat()));
    listen(this.#screen, "change", () => (this.small = this.#screen.matches));
    if (window.visualViewport) listen(window.visualViewport, "resize", () => this.#fitScreen());
    this.small = this.#screen.matches;
    if (this.#parts.tabStore.get(OPEN_KEY) !== null) this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
    this.#releasePage();
  }

  get isOpen(): boolean {
    return this.opened;
  }

  /** Opens the dialog and moves the focus to the text box. */
  async open(): Promise<void> {
    if (!this.opened) this.#show();
    await this.updateComplete;
    this.#onInput();
    this.#focusTextBox();
  }

  /** Closes the dialog; the focus goes back to the launcher if it was inside. */
  async close(): Promise<void> {
    if (!this.opened) return;
    const hadFocus = this.shadowRoot?.activeElement != null;
    this.opened = false;
    this.live = false;
    this.menuOpen = false;
    this.confirming = false;
    this.#parts.tabStore.remove(OPEN_KEY);
    await this.updateComplete;
    if (hadFocus || document.activeElement === document.body) this.#find(".launcher")?.focus();
    this.#emit("close");
  }

  setContext(changes: Partial<PageContext>): void {
    const context = { ...this.context, ...changes };
    this.context = { ...context, guide: guideOf(context.guide) };
  }

  /** Resolves when the history stands on the page and what follows is announced as new. */
  async settled(): Promise<void> {
    await this.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    this.live = this.opened && this.#parts.chat.restored;
    await this.updateComplete;
  }

  protected override firstUpdated(): void {
    this.#setDraft(this.#parts.tabStore.get(DRAFT_KEY) ?? "");
  }

  protected override willUpdate(): void {
    this.dataset["theme"] = this.context.theme;
    this.dir = this.context.dir;
    // A scroll whose event has not been fired yet is one all the same.
    if (this.opened && this.#find(".log")?.scrollTop !== this.#top) this.#onScroll();
  }

  protected override render(): TemplateResult {
    const strings = stringsFor(this.context.locale);
    return html`${this.#launcher(strings)}
      <section
        class=${this.small ? "dialog small" : "dialog"}
        role="dialog"
        aria-label=${strings.dialog}
        aria-modal=${this.small ? "true" : nothing}
        ?hidden=${!this.opened}
        @keydown=${(event: KeyboardEvent) => this.#onKey(event)}
        @click=${(event: Event) => this.#onClick(event)}
      >
        ${header(strings, this.menuOpen, {
          toggleMenu: () => (this.menuOpen = !this.menuOpen),
          run: (command) => this.#run(command, strings),
          close: () => void this.close(),
        })}
        ${this.#log(strings)} ${this.#status(strings)}
        ${confirmation(this.confirming, strings, {
          confirm: () => this.#restart(),
          cancel: () => this.#cancel(),
        })}
        ${composer(this.draft, strings, {
          input: () => this.#onInput(),
          key: (event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            this.#sendDraft();
          },
          submit: (event) => {
            event.preventDefault();
            this.#sendDraft();
          },
        })}
      </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("opened") || changed.has("small")) this.#holdPage();
    if (this.opened) {
      this.#keepPlace();
      this.#remember();
    }
  }

  #launcher(strings: Strings): TemplateResult {
    const unread = this.#unread();
    return html`<button
        type="button"
        class="launcher"
        aria-label=${strings.launcher}
        aria-haspopup="dialog"
        aria-describedby=${unread > 0 ? "unread" : nothing}
        ?hidden=${this.opened}
        @click=${() => void this.open()}
      >
        ${chatIcon}
        ${unread > 0 ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}
      </button>
      ${unread > 0
        ? html`<span id="unread" class="visually-hidden" ?hidden=${this.opened}
            >${strings.unread(unread)}</span
          >`
        : nothing}`;
  }

  #log(strings: Strings): TemplateResult {
    const context: CardContext = {
      strings,
      guide: this.context.guide,
      server: this.#parts.options.server,
    };
    return html`<div class="log-frame">
      <div
        class="log"
        role="log"
        tabindex="0"
        aria-label=${strings.log}
        aria-live=${this.live ? "polite" : "off"}
        @scroll=${() => this.#onScroll()}
      >
        ${messageList(this.#parts.chat.entries, context, {
          choose: (button, event) => this.#choose(button, event),
          retry: (id) => {
            this.#parts.chat.retry(id);
            this.#focusTextBox();
          },
          edit: (id) => this.#edit(id),
          remove: (id) => {
            this.#parts.chat.discard(id);
            this.#focusTextBox();
          },
        })}
      </div>
      ${this.unseen
        ? html`<button type="button" class="new-messages" @click=${() => this.#toNewest()}>
            ${strings.newMessages} ${downIcon}
          </button>`
        : nothing}
    </div>`;
  }

  #status(strings: Strings): TemplateResult {
    const { chat } = this.#parts;
    const words = { idle: "", online: "", connecting: strings.connecting, offline: strings.offline };
    return html`<div class="status" role="status">
      ${chat.typing
        ? html`<span class="typing" aria-hidden="true"><i></i><i></i><i></i></span
            ><span class="visually-hidden">${strings.typing}</span>`
        : words[chat.connection] === ""
          ? nothing
          : html`<p class=${chat.connection}>${words[chat.connection]}</p>`}
    </div>`;
  }

  #show(): void {
    this.opened = true;
    this.#following = true;
    this.#drawn.clear();
    this.#parts.tabStore.set(OPEN_KEY, "1");
    this.#parts.chat.open();
    void this.settled();
    this.#emit("open");
  }

  #onChat(): void {
    const { chat } = this.#parts;
    this.requestUpdate();
    if (!chat.restored) {
      this.live = false;
      this.#told = null;
    } else {
      this.#emitNew();
    }
    if (chat.connection !== this.#connection) {
      this.#connection = chat.connection;
      this.#emit("connection", { state: chat.connection });
    }
  }

  /** Tells the page of every message once; the restored history is no news. */
  #emitNew(): void {
    const { messages } = this.#parts.chat;
    const newest = lastSequence(messages);
    const told = this.#told ?? newest;
    this.#told = newest;
    for (const { seq, from, text, payload } of messages) {
      if (seq > told) this.#emit("message", { seq, from, text, payload });
    }
  }

  #emit(name: string, detail: Record<string, unknown> = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #find(selector: string): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  get #textBox(): HTMLTextAreaElement | null {
    return this.shadowRoot?.querySelector("textarea") ?? null;
  }

  #focusTextBox(): void {
    this.#textBox?.focus({ preventScroll: true });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (this.menuOpen) {
      this.menuOpen = false;
      this.#find(".menu-button")?.focus();
    } else if (this.confirming) {
      this.#cancel();
    } else {
      void this.close();
    }
  }

  #onClick(event: Event): void {
    const path = event.composedPath();
    const menu = this.#find(".menu-anchor");
    if (this.menuOpen && menu && !path.includes(menu)) this.menuOpen = false;
    const toPage = path.some(
      (target) => target instanceof HTMLAnchorElement && target.matches(".section-link:not([target])"),
    );
    // On a small screen the section would be behind the chat.
    if (toPage && this.small) void this.close();
  }

  #onInput(): void {
    const box = this.#textBox;
    if (!box) return;
    this.draft = box.value;
    this.#parts.tabStore.set(DRAFT_KEY, this.draft);
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, TEXT_BOX_MAX_HEIGHT)}px`;
  }

  #setDraft(text: string): void {
    const box = this.#textBox;
    if (!box) return;
    box.value = text;
    this.#onInput();
  }

  #sendDraft(): void {
    const text = this.draft.trim();
    if (text === "" || countCharacters(text) > MAX_CHARACTERS) return;
    this.#setDraft("");
    this.#say(text);
  }

  #say(text: string, payload?: string): void {
    this.#following = true;
    this.#parts.chat.send(text, payload);
  }

  #choose(button: Button, event: Event): void {
    this.#say(button.title, button.payload);
    // A finger needs no text box, and its keyboard would cover the next question.
    if (event instanceof PointerEvent && event.pointerType === "touch") this.#find(".log")?.focus();
    else this.#focusTextBox();
  }

  #edit(id: string): void {
    const text = this.#parts.chat.discard(id);
    this.#setDraft(this.draft.trim() === "" ? text : `${text}\n${this.draft}`);
    this.#focusTextBox();
  }

  #run(command: Command, strings: Strings): void {
    const { messages } = this.#parts.chat;
    const { fileName } = strings.transcript;
    this.menuOpen = false;
    this.#find(".menu-button")?.focus();
    if (command === "restart") void this.#askBeforeRestart();
    if (command === "deleteData") {
      this.#say(strings.menu.deleteData);
      this.#focusTextBox();
    }
    if (command === "exportText") download(`${fileName}.txt`, "text/plain", asText(messages, strings));
    if (command === "exportJson") download(`${fileName}.json`, "application/json", asJson(messages));
    if (command === "print" && this.shadowRoot) print(messages, strings, this.shadowRoot);
  }

  async #askBeforeRestart(): Promise<void> {
    this.confirming = true;
    await this.updateComplete;
    this.#find(".confirm .cancel")?.focus();
  }

  #cancel(): void {
    this.confirming = false;
    this.#focusTextBox();
  }

  #restart(): void {
    this.#cancel();
    this.#drawn.clear();
    this.#parts.chat.restart();
  }

  #unread(): number {
    const { chat, store } = this.#parts;
    const read = Number(store.get(READ_KEY) ?? 0);
    return chat.messages.filter((message) => message.from === "bot" && message.seq > read).length;
  }

  #remember(): void {
    const newest = lastSequence(this.#parts.chat.messages);
    if (newest > 0) this.#parts.store.set(READ_KEY, String(newest));
  }

  /** Keeps the newest turn in view for who follows it, and the place of who reads further up. */
  #keepPlace(): void {
    const log = this.#find(".log");
    if (!log) return;
    const rows = [...log.querySelectorAll<HTMLElement>(".message")];
    const fresh = rows.filter((row) => !this.#drawn.has(row.dataset["key"] ?? ""));
    const restoring = this.#drawn.size === 0 || !this.#parts.chat.restored;
    this.#drawn = new Set(rows.map((row) => row.dataset["key"] ?? ""));
    if (fresh.length === 0) {
      // The last message grew, or what stands below the log did.
      if (this.#atBottom) log.scrollTop = log.scrollHeight;
      this.#top = log.scrollTop;
      return;
    }
    if (this.#following || restoring) {
      this.#scrollToTurn(log, rows, restoring);
    } else if (fresh.some((row) => !row.classList.contains("user"))) {
      this.unseen = true;
    }
  }

  /** To the bottom, or to where a reply begins that is taller than the log. */
  #scrollToTurn(log: HTMLElement, rows: readonly HTMLElement[], restoring: boolean): void {
    const said = rows.map((row) => row.classList.contains("user")).lastIndexOf(true);
    const begin = rows[said + 1];
    const bottom = log.scrollHeight - log.clientHeight;
    log.scrollTop = begin && !restoring ? Math.min(bottom, begin.offsetTop - BOTTOM_SLACK) : bottom;
    this.#placed = this.#top = log.scrollTop;
    this.#atBottom = bottom - log.scrollTop <= BOTTOM_SLACK;
    this.unseen = false;
  }

  #onScroll(): void {
    const log = this.#find(".log");
    if (!log) return;
    this.#top = log.scrollTop;
    this.#atBottom = log.scrollHeight - log.clientHeight - log.scrollTop <= BOTTOM_SLACK;
    this.#following = this.#atBottom || Math.abs(log.scrollTop - this.#placed) <= 2;
    if (this.#atBottom) this.unseen = false;
  }

  #toNewest(): void {
    const log = this.#find(".log");
    if (!log) return;
    log.scrollTop = log.scrollHeight;
    log.focus({ preventScroll: true });
    this.#following = true;
    this.unseen = false;
  }

  /** A dialog that covers the screen takes the page behind it out of reach. */
  #holdPage(): void {
    this.#releasePage();
    if (this.opened && this.small) {
      for (const element of document.body.children) {
        if (element === this || (element as HTMLElement).inert) continue;
        (element as HTMLElement).inert = true;
        this.#inerted.push(element);
      }
    }
    this.#fitScreen();
  }

  #releasePage(): void {
    for (const element of this.#inerted.splice(0)) (element as HTMLElement).inert = false;
  }

  /** Leaves the on-screen keyboard its room. */
  #fitScreen(): void {
    const dialog = this.#find(".dialog");
    if (!dialog) return;
    const height = window.visualViewport?.height;
    dialog.style.height = this.small && height ? `${height}px` : "";
  }
}
