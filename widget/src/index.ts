/** The entry of the bundle: reads the script's tag, builds the parts, puts the element on the page. */
import { OutsourcingAdvisor, openOnClick } from "./api";
import { Chat } from "./chat";
import { OutsourcingAdvisorElement, TAG } from "./element";
import { readOptions } from "./options";
import { Outbox } from "./outbox";
import { socketTo } from "./socket";
import { openStore } from "./storage";

function start(): void {
  const options = readOptions(document.currentScript as HTMLScriptElement | null);
  const store = openStore(() => window.localStorage);
  const tabStore = openStore(() => window.sessionStorage);
  const outbox = new Outbox(store);
  const element = document.createElement(TAG) as OutsourcingAdvisorElement;
  const chat = new Chat({
    store,
    outbox,
    openSocket: socketTo(options.server),
    settled: () => element.settled(),
  });
  element.setup({ chat, options, store, tabStore });
  window.addEventListener("storage", () => chat.followOtherTabs());
  window.addEventListener("online", () => chat.wake());
  const api = new OutsourcingAdvisor(element, chat);
  Object.assign(window, { OutsourcingAdvisor: api });
  openOnClick(api);
  document.body.append(element);
  if (outbox.items.length > 0) chat.start();
  document.dispatchEvent(new CustomEvent("outsourcing-advisor:ready", { detail: api }));
}

// A page that carries the tag twice gets one widget.
if (!customElements.get(TAG)) {
  customElements.define(TAG, OutsourcingAdvisorElement);
  start();
}
