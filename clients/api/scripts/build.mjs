// Lays out what catalog-service serves as files: the merged document, its viewer, and the front end where it is built.
//   node scripts/build.mjs DIRECTORY
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { stringify } from "yaml";
import { merged } from "./documents.mjs";

const here = fileURLToPath(new URL("../", import.meta.url));
const root = resolve(here, "../..");
const target = resolve(process.argv[2] ?? join(root, "catalog-service/target/site"));
/** What a viewer needs of its package; maps and other bundles stay behind. */
const VIEWER = [
  "swagger-ui.css",
  "swagger-ui-bundle.js",
  "swagger-ui-standalone-preset.js",
  "oauth2-redirect.html",
  "oauth2-redirect.js",
];
const COMPRESSED = [".html", ".js", ".mjs", ".css", ".json", ".yaml", ".svg", ".txt", ".map", ".webmanifest"];
/** Below this a coding saves no packet. */
const WORTH_IT = 1200;

// Beside its place, so that a reader meets the old files or the new.
const fresh = `${target}.new`;
await rm(fresh, { recursive: true, force: true });
await mkdir(join(fresh, "docs"), { recursive: true });

const document = await merged();
await writeFile(join(fresh, "openapi.json"), JSON.stringify(document));
await writeFile(join(fresh, "openapi.yaml"), stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 }));

const viewer = join(here, "node_modules/swagger-ui-dist");
for (const file of VIEWER) {
  await cp(join(viewer, file), join(fresh, "docs", file));
}
await cp(join(viewer, "LICENSE"), join(fresh, "docs/LICENSE.txt"));
await cp(join(viewer, "NOTICE"), join(fresh, "docs/NOTICE.txt"));
await cp(join(viewer, "swagger-ui-bundle.js.LICENSE.txt"), join(fresh, "docs/LICENSES-OF-PARTS.txt"));
await cp(join(here, "viewer"), join(fresh, "docs"), { recursive: true });

const campus = join(root, "clients/campus/dist");
if (await exists(join(campus, "index.html"))) {
  await cp(campus, join(fresh, "campus"), { recursive: true });
}

const sizes = await compress(fresh);
await mkdir(dirname(target), { recursive: true });
await rm(`${target}.old`, { recursive: true, force: true });
if (await exists(target)) {
  await rename(target, `${target}.old`);
}
await rename(fresh, target);
await rm(`${target}.old`, { recursive: true, force: true });
console.log(
  `${Object.keys(document.paths).length} paths, ${sizes.files} files, ${kib(sizes.plain)} KiB, compressed ${kib(sizes.small)} KiB, in ${target}`,
);

async function compress(directory) {
  const sizes = { files: 0, plain: 0, small: 0 };
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) {
      continue;
    }
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const content = await readFile(file);
    let smallest = content.length;
    if (COMPRESSED.includes(extname(entry.name)) && content.length > WORTH_IT) {
      const small = await promisify(brotliCompress)(content, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      });
      await writeFile(`${file}.br`, small);
      await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
      smallest = small.length;
    }
    sizes.files += 1;
    sizes.plain += content.length;
    sizes.small += smallest;
  }
  return sizes;
}

async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function kib(octets) {
  return Math.round(octets / 1024);
}
