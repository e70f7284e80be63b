import { en } from "./en";
import type { Strings } from "./types";

export type { Strings } from "./types";

/** The texts by locale, in lower case; a page may add its own. */
export const locales = new Map<string, Strings>([["en", en]]);

/** The texts of the locale, or of its language; English where there are none. */
export function stringsFor(locale: string): Strings {
  const name = locale.toLowerCase();
  return locales.get(name) ?? locales.get(name.split("-")[0] ?? "") ?? en;
}
