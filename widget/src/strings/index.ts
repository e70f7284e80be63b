import { en } from "./en";
import type { Strings } from "./types";

export type { Strings } from "./types";

const locales: Readonly<Record<string, Strings>> = { en };

/** The texts of the locale; English where there are none. */
export function stringsFor(locale: string): Strings {
  return locales[locale.toLowerCase().split("-")[0] ?? ""] ?? en;
}
