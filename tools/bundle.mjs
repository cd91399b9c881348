/**
 * Bundle the scripts and style sheets of each screen: `make static/bundles/manifest.json`.
 *
 *   static/css/screens/NAME.css   the style of a screen
 *   static/js/screens/NAME.js     its script, if it has one
 *
 * The results lie in static/bundles (not committed), their content's hash in their name,
 * with a source map, and compressed by Brotli and gzip beside them. manifest.json says
 * which files a screen needs:
 *
 *   style      its one style sheet
 *   scripts    source below static/js -> bundle, for each script that a page starts
 *   preloads   what these import, to be asked for at once
 *   onDemand   what they load later; not all visitors need it
 *
 * Bundles made before stay for a week: a page that was opened before an upgrade asks for
 * the parts it loads later.
 */

import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { keepOlder } from "../tools/older_bundles.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STATIC = join(ROOT, "static");
const TARGET = join(STATIC, "bundles");
const FRESH = join(STATIC, "bundles.new");
// Each page of an enrolled tablet runs this beside its own script: one build for
// both, so that they share the modules that have a state.
const ENROLLED = "js/screens/enrolled.js";
// Runs before the first paint.
const FIRST = { tablet: ["js/base/display_settings.js"] };
const SERVICE_WORKER = "js/offline/worker/main.js";
// As in the import map of templates/layouts/base.html.
const EDITOR = [
  ...["yjs", "y-prosemirror", "prosemirror-model", "prosemirror-state"],
  ...["prosemirror-transform", "prosemirror-view", "prosemirror-commands"],
  ...["prosemirror-keymap", "prosemirror-inputrules", "prosemirror-schema-list"],
  ...["prosemirror-tables", "prosemirror-gapcursor"],
];
const LIBRARIES = {
  ...Object.fromEntries(
    EDITOR.map((name) => [name, join(STATIC, `vendor/editor/${name}.js`)]),
  ),
  chartist: join(STATIC, "vendor/chartist.js"),
  "socket.io-client": join(STATIC, "vendor/socket.io.js"),
  "zxing-wasm/reader": join(STATIC, "vendor/zxing/reader/index.js"),
  "libsodium-wrappers": join(STATIC, "vendor/sodium/wrappers.js"),
  libsodium: join(STATIC, "vendor/sodium/sodium.js"),
  "@noble/hashes/sha2.js": join(STATIC, "vendor/noble/sha2.js"),
  "@noble/hashes/utils.js": join(STATIC, "vendor/noble/utils.js"),
};
// The oldest engines that docs/tablets.md admits.
const ENGINES = ["chrome111", "firefox115", "safari16.4"];
const LEAST_COMPRESSED = 1024;

const shared = {
  absWorkingDir: STATIC,
  bundle: true,
  minify: true,
  metafile: true,
  sourcemap: true,
  target: ENGINES,
  outdir: FRESH,
  logLevel: "warning",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
};

/** Bundle scripts into files that share what they have in common. */
async function bundleScripts(paths) {
  const { metafile } = await build({
    ...shared,
    entryPoints: paths,
    format: "esm",
    splitting: true,
    alias: LIBRARIES,
  });
  return metafile.outputs;
}

const nameOf = (output) => basename(output);

/** Follow the imports of the outputs that are entry points; two sets of names. */
function filesOf(outputs, paths) {
  const scripts = {};
  const [atOnce, later] = [new Set(), new Set()];
  const visit = (path, found) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: imported, kind, external } of outputs[path].imports) {
      // A library that runs in Node.js too names modules that browsers never load.
      if (!external) visit(imported, kind === "dynamic-import" ? later : found);
    }
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (!paths.includes(entryPoint)) continue;
    scripts[entryPoint] = nameOf(path);
    visit(path, atOnce);
  }
  const started = new Set(Object.values(scripts));
  return {
    scripts,
    preloads: [...atOnce]
      .map(nameOf)
      .filter((name) => !started.has(name))
      .sort(),
    onDemand: [...later]
      .filter((path) => !atOnce.has(path))
      .map(nameOf)
      .sort(),
  };
}

async function bundleStyle(path) {
  const { metafile } = await build({
    ...shared,
    entryPoints: [path],
    loader: { ".woff2": "file" },
  });
  const [output] = Object.entries(metafile.outputs).find(
    ([, { entryPoint }]) => entryPoint === path,
  );
  return nameOf(output);
}

async function bundleScreen(name, scripts) {
  const script = `js/screens/${name}.js`;
  const style = await bundleStyle(`css/screens/${name}.css`);
  const isOwn = name !== "enrolled" && scripts.has(`${name}.js`);
  const paths = [...(FIRST[name] ?? []), ...(isOwn ? [script] : []), ENROLLED];
  return { style, ...filesOf(await bundleScripts(paths), paths) };
}

async function compress(name) {
  const path = join(FRESH, name);
  const bytes = await readFile(path);
  if (bytes.length < LEAST_COMPRESSED) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(
    `${path}.br`,
    await promisify(brotliCompress)(bytes, { params: quality }),
  );
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

await rm(FRESH, { recursive: true, force: true });
await mkdir(FRESH);
const scripts = new Set(await readdir(join(STATIC, "js/screens")));
const styles = await readdir(join(STATIC, "css/screens"));
const screens = {};
for (const style of styles.sort()) {
  const name = basename(style, ".css");
  screens[name] = await bundleScreen(name, scripts);
}
const worker = filesOf(await bundleScripts([SERVICE_WORKER]), [SERVICE_WORKER]);
const names = await readdir(FRESH);
await Promise.all(names.filter((name) => /\.(?:js|css)$/.test(name)).map(compress));
const manifest = { screens, serviceWorker: worker.scripts[SERVICE_WORKER] };
await writeFile(join(FRESH, "manifest.json"), JSON.stringify(manifest, null, 1));
await keepOlder(TARGET, FRESH);
await rm(TARGET, { recursive: true, force: true });
await rename(FRESH, TARGET);
