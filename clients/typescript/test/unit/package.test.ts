import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";

const CLIENT = fileURLToPath(new URL("../../../", import.meta.url));
const outside = mkdtempSync(join(tmpdir(), "testamur-client-"));
after(() => rmSync(outside, { recursive: true, force: true }));

function run(command: string, ...words: string[]): string {
  try {
    return execFileSync(command, words, { cwd: outside, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${words.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}

test("a program elsewhere has the client as a package, and what the documents show compiles there", () => {
  const [packed] = JSON.parse(run("npm", "pack", CLIENT, "--ignore-scripts", "--json")) as [{ filename: string; files: { path: string }[] }];
  const files = packed.files.map((file) => file.path);
  for (const needed of ["package.json", "README.md", "dist/index.js", "dist/index.d.ts", "dist/generated/api.d.ts"]) {
    assert.ok(files.includes(needed), needed);
  }
  assert.ok(files.every((file) => /^(dist\/|package\.json$|README\.md$|LICENSE)/.test(file)), files.join(" "));

  const modules = join(outside, "node_modules");
  const unpacked = join(modules, "@testamur/client");
  mkdirSync(unpacked, { recursive: true });
  run("tar", "-xzf", packed.filename, "-C", unpacked, "--strip-components=1");
  const { dependencies } = JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")) as { dependencies: object };
  for (const name of Object.keys(dependencies)) {
    symlinkSync(join(CLIENT, "node_modules", name), join(modules, name));
  }
  mkdirSync(join(modules, "@types"));
  symlinkSync(join(CLIENT, "node_modules/@types/node"), join(modules, "@types/node"));

  const samples = ["README.md", "../../docs/front-end.md", "../../docs/webhooks.md"].flatMap((page) =>
    [...readFileSync(join(CLIENT, page), "utf8").matchAll(/^```ts\n(import .*?)^```$/gms)].map(([, code]) => code ?? ""),
  );
  assert.ok(samples.length >= 3, `${samples.length} samples`);
  samples.forEach((code, at) => writeFileSync(join(outside, `sample-${at}.ts`), code));
  writeFileSync(join(outside, "package.json"), JSON.stringify({ name: "elsewhere", type: "module" }));
  const compilerOptions = {
    target: "ES2022",
    module: "NodeNext",
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noEmit: true,
  };
  writeFileSync(join(outside, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  run("node", join(CLIENT, "node_modules/typescript/bin/tsc"), "-p", ".");
  assert.equal(run("node", "--input-type=module", "-e", 'import { Testamur } from "@testamur/client"; console.log(typeof Testamur);'), "function\n");
});
