/**
 * The colors, once. Every pair that carries text keeps 4.5:1 and every control 3:1, in both palettes;
 * tests/contrast.test.ts measures them. A page sets its own with `--advisor-<name>`.
 */
export interface Palette {
  /** Behind the messages. */
  readonly canvas: string;
  /** Cards, header, text box. */
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  /** Hairlines that carry no meaning. */
  readonly line: string;
  /** The edge of a control. */
  readonly edge: string;
  readonly accent: string;
  readonly "accent-soft": string;
  readonly "on-accent": string;
  readonly bpo: string;
  readonly kpo: string;
  readonly warning: string;
  readonly "warning-soft": string;
}

export const light: Palette = {
  canvas: "#f5f7f8",
  surface: "#ffffff",
  text: "#12202b",
  muted: "#53626f",
  line: "#dfe5ea",
  edge: "#7a8894",
  accent: "#0b6157",
  "accent-soft": "#e3f2ef",
  "on-accent": "#ffffff",
  bpo: "#0d7a6d",
  kpo: "#7a62d2",
  warning: "#8a4600",
  "warning-soft": "#fdf3e3",
};

export const dark: Palette = {
  canvas: "#0f151b",
  surface: "#182129",
  text: "#edf2f5",
  muted: "#a7b4bf",
  line: "#2b3741",
  edge: "#778794",
  accent: "#62d2bf",
  "accent-soft": "#173631",
  "on-accent": "#05231e",
  bpo: "#1f9384",
  kpo: "#8069dc",
  warning: "#f5b971",
  "warning-soft": "#33271a",
};

function declarations(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--_${name}:var(--advisor-${name},${value});`)
    .join("");
}

/** The palettes as custom properties of the element. */
export const tokenStyles = `
:host{${declarations(light)}color-scheme:light!important}
:host([data-theme=dark]){${declarations(dark)}color-scheme:dark!important}
@media (prefers-color-scheme:dark){:host([data-theme=auto]){${declarations(dark)}color-scheme:dark!important}}
`;
