// Builds the front end into dist/: index.html, and scripts, styles and texts whose names change with what is in them.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";

const campus = new URL("../", import.meta.url);
const client = new URL("../typescript/", campus);
const styles = new URL("../../platform/src/main/resources/pages/", campus);
const SERVICES = ["catalog", "enrolment", "assessment", "issuance", "verification"];
const watch = process.argv.includes("--watch");

if (!existsSync(new URL("node_modules/.package-lock.json", client))) {
  npm("ci", "--ignore-scripts", "--no-audit", "--no-fund");
}
if (await clientIsStale()) {
  npm("run", "--silent", "build");
}

await rm(new URL("dist/", campus), { recursive: true, force: true });
const building = await context({
  absWorkingDir: fileURLToPath(campus),
  entryPoints: { campus: "src/main.tsx", style: "src/style.css" },
  outdir: "dist",
  publicPath: "/campus",
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  bundle: true,
  format: "esm",
  splitting: true,
  target: ["es2022"],
  charset: "utf8",
  minify: !watch,
  sourcemap: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  alias: { "testamur:styles": fileURLToPath(styles) },
  metafile: true,
  logLevel: "info",
  plugins: [{ name: "index", setup: (build) => build.onEnd(page) }],
});
if (watch) {
  await building.watch();
} else {
  await building.rebuild();
  await building.dispose();
}

/** The page that loads them: nothing in it but links, so that a strict policy can be set for it. */
async function page({ metafile, errors }) {
  if (errors.length > 0) {
    return;
  }
  const built = Object.entries(metafile.outputs).filter(([, output]) => output.entryPoint !== undefined);
  const address = (end) =>
    built.map(([file]) => file.replace(/^dist/, "/campus")).find((file) => file.includes(`/${end}-`));
  const html = await readFile(new URL("src/index.html", campus), "utf8");
  await writeFile(
    new URL("dist/index.html", campus),
    html.replace("@STYLE@", address("style")).replace("@SCRIPT@", address("campus")),
  );
  await cp(new URL("src/icon.svg", campus), new URL("dist/icon.svg", campus));
}

/** Whether the client was built before its sources, or before the documents that it is generated from. */
async function clientIsStale() {
  const built = await changed(new URL("dist/index.js", client));
  const folders = ["src/", "scripts/", "../api/scripts/", ...SERVICES.map((service) => `../../${service}-service/target/openapi/`)];
  const files = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(new URL(folder, client)).catch(() => []);
      return names.map((name) => folder + name).filter((name) => /\.(ts|mjs|json)$/.test(name));
    }),
  );
  const times = await Promise.all([...files.flat(), "package-lock.json"].map((name) => changed(new URL(name, client))));
  return built === 0 || times.some((time) => time > built);
}

/** When a file was changed, in milliseconds; 0 when there is none. */
async function changed(file) {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

function npm(...words) {
  execFileSync("npm", words, { cwd: fileURLToPath(client), stdio: ["ignore", "pipe", "inherit"] });
}
