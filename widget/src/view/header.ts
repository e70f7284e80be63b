/** The dialog's head: name, menu, close; and the question before the conversation is left. */
import { html, nothing, type TemplateResult } from "lit";
import type { Strings } from "../strings";
import { closeIcon, markIcon, moreIcon } from "./icons";

export type Command = "restart" | "exportText" | "exportJson" | "print" | "deleteData";

const COMMANDS: readonly Command[] = ["restart", "exportText", "exportJson", "print", "deleteData"];

export interface HeaderActions {
  toggleMenu(): void;
  run(command: Command): void;
  close(): void;
}

export function header(strings: Strings, menuOpen: boolean, actions: HeaderActions): TemplateResult {
  return html`<div class="header">
    ${markIcon}
    <div class="title">
      <h2>${strings.dialog}</h2>
      <p>${strings.subtitle}</p>
    </div>
    <div class="menu-anchor">
      <button
        type="button"
        class="icon-button menu-button"
        aria-label=${strings.menu.open}
        aria-expanded=${menuOpen}
        aria-controls="menu"
        @click=${() => actions.toggleMenu()}
      >
        ${moreIcon}
      </button>
      <ul id="menu" class="menu" ?hidden=${!menuOpen}>
        ${COMMANDS.map(
          (command) => html`<li>
            <button type="button" @click=${() => actions.run(command)}>${strings.menu[command]}</button>
          </li>`,
        )}
      </ul>
    </div>
    <button type="button" class="icon-button" aria-label=${strings.close} @click=${() => actions.close()}>
      ${closeIcon}
    </button>
  </div>`;
}

export interface ConfirmActions {
  confirm(): void;
  cancel(): void;
}

/** The question before a restart. The server asks its own before it deletes anything. */
export function confirmation(
  asked: boolean,
  strings: Strings,
  actions: ConfirmActions,
): TemplateResult | typeof nothing {
  if (!asked) return nothing;
  return html`<div
    class="confirm"
    role="group"
    aria-labelledby="confirm-text"
  >
    <p id="confirm-text">${strings.confirm.restart}</p>
    <div class="buttons">
      <button
        type="button"
        class="reply primary"
        aria-describedby="confirm-text"
        @click=${() => actions.confirm()}
      >
        ${strings.confirm.yes}
      </button>
      <button type="button" class="reply cancel" @click=${() => actions.cancel()}>
        ${strings.confirm.cancel}
      </button>
    </div>
  </div>`;
}
