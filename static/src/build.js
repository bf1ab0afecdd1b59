// Compiles the style sheet and the script into static/dist, with the images that the style sheet asks for.

import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { compile } from "sass";

const source = dirname(fileURLToPath(import.meta.url));
const root = join(source, "..", "..");
const finished = join(source, "..", "dist");
const dist = mkdtempSync(`${finished}-`); // a server that is running keeps the old one until the new one is whole
const mojImages = join(root, "node_modules/@ministryofjustice/frontend/moj/assets/images");

chmodSync(dist, 0o755);
mkdirSync(join(dist, "images"));

// MoJ's alert still asks for a mixin that GOV.UK means to drop: theirs to mend. Every other warning is ours.
const logger = { warn: (message) => message.includes("`govuk-text-colour`") || console.warn(message) };
const { css } = compile(join(source, "scss/tracker.scss"), { loadPaths: [root], style: "compressed", logger });
for (const [, address] of css.matchAll(/url\("?([^")]+)"?\)/g)) {
  if (address.startsWith("data:") || address.startsWith("#")) continue;
  const [, image] = address.match(/^images\/([\w-]+\.(?:svg|png))$/) ?? [];
  if (!image) throw new Error(`The style sheet asks for ${address}, which is no image of the libraries we take from.`);
  cpSync(join(mojImages, image), join(dist, "images", image));
}
writeFileSync(join(dist, "tracker.css"), css);

buildSync({
  entryPoints: [join(source, "js/tracker.js")],
  outfile: join(dist, "tracker.js"),
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2020",
  legalComments: "none",
});

// The libraries are MIT: their notices go with the copies.
writeFileSync(join(dist, "LICENCES.txt"), readFileSync(join(source, "LICENCES.txt")));
cpSync(join(source, "images"), join(dist, "images"), { recursive: true });

rmSync(finished, { recursive: true, force: true });
renameSync(dist, finished);
