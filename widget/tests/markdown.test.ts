import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { JSDOM } from "jsdom";

const dom = new JSDOM("<!doctype html>", { url: "https://example.org/" });
Object.assign(globalThis, { window: dom.window, document: dom.window.document });
const { isSafeLink, markdown, renderMarkdown } = await import("../src/markdown");
const { html, render } = await import("lit/html.js");

const labels = { opensNewTab: "(opens in a new tab)", table: "Table" };

function drawn(text: string, inline = false): HTMLElement {
  const holder = dom.window.document.createElement("div");
  holder.append(renderMarkdown(text, labels, inline));
  return holder;
}

const attacks = JSON.parse(readFileSync("tests/attacks.json", "utf8")) as string[];

for (const attack of attacks) {
  test(`${JSON.stringify(attack)} stays harmless`, () => {
    for (const inline of [false, true]) {
      const root = drawn(attack, inline);
      for (const element of root.querySelectorAll("*")) {
        assert.doesNotMatch(element.localName, /^(script|img|svg|iframe|object|form|style|math|template)$/);
        for (const { name, value } of element.attributes) {
          assert.match(name, /^(href|start|target|rel|class|tabindex|role|aria-label|scope)$/);
          if (name === "href") assert.ok(isSafeLink(value), value);
        }
      }
    }
  });
}

test("text that is nested too deeply is shown as it is", () => {
  const text = ">".repeat(20_000);
  const holder = dom.window.document.createElement("div");
  render(html`${markdown(text, labels)}`, holder);
  assert.equal(holder.textContent, text);
});

test("HTML is shown as it was written", () => {
  assert.equal(drawn("<b>bold</b>").textContent?.trim(), "<b>bold</b>");
});

test("a link opens apart, without access to the page, and says so", () => {
  const link = drawn("[site](https://example.com/)").querySelector("a");
  assert.equal(link?.rel, "noopener noreferrer");
  assert.equal(link?.target, "_blank");
  assert.match(link?.textContent ?? "", /opens in a new tab/);
});

for (const href of ["mailto:a@example.org", "tel:+15550100"]) {
  test(`${href} stays a link`, () => {
    assert.equal(drawn(`[x](${href})`).querySelector("a")?.getAttribute("href"), href);
  });
}

test("a heading becomes a bold line", () => {
  const root = drawn("# Title");
  assert.equal(root.querySelector("h1"), null);
  assert.equal(root.querySelector("p strong")?.textContent, "Title");
});

test("a table has a caption and its headings a scope", () => {
  const root = drawn("| a | b |\n| --- | --- |\n| 1 | 2 |");
  assert.equal(root.querySelector("caption")?.textContent, "Table");
  assert.equal(root.querySelectorAll("th[scope=col]").length, 2);
  assert.equal(root.querySelector(".table-region")?.getAttribute("tabindex"), "0");
});
