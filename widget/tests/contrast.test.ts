import assert from "node:assert/strict";
import { test } from "node:test";
import { dark, light, type Palette } from "../src/tokens";

type Color = keyof Palette;

/** Relative luminance as WCAG 2 defines it. */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const TEXT: readonly [Color, readonly Color[]][] = [
  ["text", ["canvas", "surface", "accent-soft", "warning-soft"]],
  ["muted", ["canvas", "surface"]],
  ["accent", ["canvas", "surface", "accent-soft", "warning-soft"]],
  ["on-accent", ["accent"]],
  ["warning", ["surface"]],
  ["surface", ["text", "warning"]],
];
const CONTROLS: readonly [Color, readonly Color[]][] = [
  ["edge", ["canvas", "surface"]],
  ["accent", ["canvas", "surface"]],
  ["bpo", ["surface", "canvas"]],
  ["kpo", ["surface", "canvas"]],
  ["text", ["bpo", "kpo"]],
  ["warning", ["warning-soft", "surface"]],
];

for (const [name, palette] of Object.entries({ light, dark })) {
  for (const [least, pairs] of [[4.5, TEXT], [3, CONTROLS]] as const) {
    for (const [front, backs] of pairs) {
      for (const back of backs) {
        test(`${name}: ${front} on ${back} has ${least}:1`, () => {
          const measured = contrast(palette[front], palette[back]);
          assert.ok(measured >= least, `${measured.toFixed(2)}:1`);
        });
      }
    }
  }
}
