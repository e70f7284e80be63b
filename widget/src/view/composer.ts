/** The text box with its button. */
import { html, nothing, type TemplateResult } from "lit";
import type { Strings } from "../strings";
import { sendIcon } from "./icons";

/** The longest message the server takes, in characters. */
export const MAX_CHARACTERS = 2000;
const SHOW_LEFT_FROM = 200;

/** Characters as the server counts them: code points, not UTF-16 units. */
export function countCharacters(text: string): number {
  return [...text].length;
}

export interface ComposerActions {
  input(): void;
  key(event: KeyboardEvent): void;
  submit(event: Event): void;
}

function counter(left: number, strings: Strings): TemplateResult | typeof nothing {
  if (left > SHOW_LEFT_FROM) return nothing;
  return html`<p id="counter" class=${left < 0 ? "counter over" : "counter"}>
    ${left < 0 ? strings.charactersOver(-left) : strings.charactersLeft(left)}
  </p>`;
}

export function composer(draft: string, strings: Strings, actions: ComposerActions): TemplateResult {
  const left = MAX_CHARACTERS - countCharacters(draft);
  return html`<form class="composer" @submit=${(event: Event) => actions.submit(event)}>
    ${counter(left, strings)}
    <div class="composer-row">
      <textarea
        rows="1"
        dir="auto"
        enterkeyhint="send"
        aria-label=${strings.message}
        aria-describedby=${left > SHOW_LEFT_FROM ? nothing : "counter"}
        aria-invalid=${left < 0 ? "true" : nothing}
        placeholder=${strings.placeholder}
        @input=${() => actions.input()}
        @keydown=${(event: KeyboardEvent) => actions.key(event)}
      ></textarea>
      <button type="submit" class="send" aria-label=${strings.send}>${sendIcon}</button>
    </div>
  </form>`;
}

/** The Enter that sends: not one that breaks the line, and not one that ends a composition. */
export function isSendKey(event: KeyboardEvent): boolean {
  // Safari ends a composition with a key event that is composing no more but carries code 229.
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}
