// Holds an OpenAPI document to the rules, by Redocly and by Spectral; a warning is a failure.
//   node check.mjs [FILE or URL]
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));
const document = process.argv[2] ?? fileURLToPath(new URL("../../catalog-service/target/site/openapi.json", import.meta.url));

/** By our rules, and by those that everybody has who gives no rules. */
const RUNS = [
  ["redocly", "lint", document, "--config", "redocly.yaml", "--max-problems", "500", "--format", "stylish"],
  ["redocly", "lint", document, "--extends", "recommended", "--max-problems", "500", "--format", "stylish"],
  ["spectral", "lint", document, "--ruleset", "spectral.yaml", "--fail-severity", "hint", "--format", "stylish"],
];

let failed = false;
for (const [program, ...rest] of RUNS) {
  const { status, stdout, stderr, error } = spawnSync(`node_modules/.bin/${program}`, rest, {
    cwd: here,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  const text = `${stdout ?? ""}${stderr ?? ""}`;
  // Redocly ends well with warnings.
  const good = error === undefined && status === 0 && !/\bYou have \d+ warning|\bwarning\s{2}/.test(text);
  console.log(`${program} ${rest.slice(1).join(" ")}: ${good ? "nothing found" : "FAILED"}`);
  if (!good) {
    console.log(error ?? text);
    failed = true;
  }
}
process.exitCode = failed ? 1 : 0;
