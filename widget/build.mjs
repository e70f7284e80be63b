// Builds dist/widget.js, one classic script for any page, and with --tests the unit tests for Node.
import { build, transform } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = dirname(fileURLToPath(import.meta.url));
const BUDGET_BYTES = 60_000;

/** Style sheets are written as CSS and arrive in the bundle as minified text. */
const cssAsText = {
  name: "css-as-text",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { code } = await transform(source, { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** The indentation of templates is no content; in code it means nothing. */
const withoutIndentation = {
  name: "without-indentation",
  setup(builder) {
    builder.onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replace(/\n\s+/g, "\n"), loader: "ts" };
    });
  },
};

/** WebTransport needs HTTP/3, which our server does not speak: its code stays out. */
const withoutWebTransport = {
  name: "without-webtransport",
  setup(builder) {
    builder.onLoad({ filter: /engine\.io-client.*webtransport\.js$/ }, () => ({
      contents: "export class WT {}",
    }));
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  target: "es2022",
  plugins: [cssAsText, withoutIndentation, withoutWebTransport],
  tsconfig: "tsconfig.json",
  logLevel: "warning",
};

/** The licenses of every package whose code is in the bundle. */
async function thirdPartyLicenses(metafile) {
  const packages = new Set(
    Object.keys(metafile.inputs)
      .map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1])
      .filter(Boolean),
  );
  const parts = [];
  for (const name of [...packages].sort()) {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(join(folder, file), "utf8")).trim() : `License: ${license}`;
    parts.push(`${name} ${version} (${license})\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

async function buildWidget() {
  const { metafile } = await build({
    ...shared,
    entryPoints: ["src/index.ts"],
    outfile: "dist/widget.js",
    format: "iife",
    platform: "browser",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    banner: { js: "/*! Outsourcing Advisor widget. Third-party licenses: THIRD-PARTY-LICENSES.txt */" },
    metafile: true,
  });
  await writeFile(join(root, "dist/THIRD-PARTY-LICENSES.txt"), await thirdPartyLicenses(metafile));
  const script = await readFile(join(root, "dist/widget.js"));
  const gzipped = gzipSync(script, { level: 9 }).length;
  console.log(`dist/widget.js: ${script.length} bytes, ${gzipped} bytes gzipped (budget ${BUDGET_BYTES})`);
  if (gzipped > BUDGET_BYTES) {
    throw new Error(`dist/widget.js is ${gzipped - BUDGET_BYTES} bytes over its budget; remove code`);
  }
}

async function buildTests() {
  const outdir = join(root, "build/tests");
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const tests = (await readdir(join(root, "tests"))).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    entryPoints: tests.map((name) => join("tests", name)),
    outdir,
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    // The browser's build of each library is what ships; jsdom stays outside the bundle.
    conditions: ["browser"],
    external: ["jsdom"],
  });
}

await (process.argv.includes("--tests") ? buildTests() : buildWidget());
