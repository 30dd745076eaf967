// The document that clients were written for: contracts/openapi/released.json, in canonical form.
//   node scripts/released.mjs check             refuses what breaks them
//   node scripts/released.mjs accept            takes today's document as released, unless it breaks them
//   node scripts/released.mjs accept --breaking takes it all the same
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { canonical } from "./canonical.mjs";
import { breaks } from "./changes.mjs";
import { merged } from "./documents.mjs";

const file = new URL("../../../contracts/openapi/released.json", import.meta.url);
const [command, option] = process.argv.slice(2);
const now = canonical(await merged());
const released = await read();
const found = released === undefined ? [] : breaks(released, now);
found.forEach((each) => console.log(each));

if (command === "check") {
  if (released === undefined) {
    console.log("No document has been released: ./testamur api accept makes contracts/openapi/released.json.");
    process.exitCode = 1;
  } else if (found.length > 0) {
    console.log(`${found.length} changes break clients of the released document. If that is meant, a release with them is`);
    console.log("announced, and ./testamur api accept --breaking takes them.");
    process.exitCode = 1;
  } else {
    console.log(
      text(released) === text(now)
        ? "The document is as released."
        : "The document adds to the released one and breaks nothing of it; ./testamur api accept takes the additions.",
    );
  }
} else if (command === "accept" && [undefined, "--breaking"].includes(option)) {
  if (found.length > 0 && option !== "--breaking") {
    console.log(`Not accepted: ${found.length} changes break clients. ./testamur api accept --breaking takes them.`);
    process.exitCode = 1;
  } else {
    await mkdir(new URL("./", file), { recursive: true });
    await writeFile(file, text(now));
    console.log(`Accepted ${Object.keys(now.paths).length} paths as released.`);
  }
} else {
  console.log("check, accept, or accept --breaking");
  process.exitCode = 2;
}

async function read() {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    if (cause.code === "ENOENT") {
      return undefined;
    }
    throw cause;
  }
}

function text(document) {
  return `${JSON.stringify(document, null, 1)}\n`;
}
