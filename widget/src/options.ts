/** How a page sets up the widget: data attributes on the script's tag, later `setContext`. */
export type Theme = "auto" | "light" | "dark";
export type TextDirection = "ltr" | "rtl";

/** What the page may change while it is open. */
export interface PageContext {
  readonly theme: Theme;
  /** The page that holds the guide's sections, each under its id. */
  readonly guide: string;
  readonly locale: string;
  readonly dir: TextDirection;
}

export interface Options extends PageContext {
  /** The origin of the server. */
  readonly server: string;
}

function themeOf(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "auto";
}

function directionOf(value: string | undefined): TextDirection {
  if (value === "ltr" || value === "rtl") return value;
  return getComputedStyle(document.documentElement).direction === "rtl" ? "rtl" : "ltr";
}

/** The address of the guide's page. Throws a TypeError if it is none. */
export function guideOf(address: string): string {
  return new URL(address, document.baseURI).href;
}

/** The options of the script's tag; the server is where the script came from. */
export function readOptions(script: HTMLScriptElement | null): Options {
  const data: DOMStringMap = script?.dataset ?? {};
  const server = new URL(data["server"] ?? script?.src ?? "", document.baseURI).origin;
  return {
    server,
    guide: guideOf(data["guide"] ?? server),
    theme: themeOf(data["theme"]),
    locale: data["locale"] ?? document.documentElement.lang,
    dir: directionOf(data["dir"]),
  };
}
