import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fill, preferred } from "../../src/app/texts.js";
import ar from "../../texts/ar.json";
import de from "../../texts/de.json";
import en from "../../texts/en.json";
import es from "../../texts/es.json";

const LANGUAGES: Record<string, Record<string, string>> = { en, de, es, ar };

for (const [language, texts] of Object.entries(LANGUAGES)) {
  test(`${language} has every text, with the same places for values`, () => {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(en).sort());
    for (const [key, text] of Object.entries(texts)) {
      assert.notEqual(text.trim(), "", key);
      assert.deepEqual(places(text), places(LANGUAGES["en"]?.[key] ?? ""), key);
    }
  });
}

test("every text is used", async () => {
  const folder = new URL("../../../src/", import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const code = (await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")))).join("\n");
  const made = [...code.matchAll(/`([a-z-]+(?:\.[a-z-]+)*\.)\$\{/g)].map(([, start = ""]) => start);
  const unused = Object.keys(en).filter((key) => !code.includes(`"${key}"`) && !made.some((start) => key.startsWith(start)));
  assert.deepEqual(unused, []);
});

test("values stand in their places", () => {
  assert.equal(fill("{pass} of {maximum}", { pass: 60, maximum: 100 }), "60 of 100");
  assert.equal(fill("{unknown} stays", {}), "{unknown} stays");
});

test("a reader gets what they chose, else what the browser wishes, else English", () => {
  assert.equal(preferred("ar", ["de"]), "ar");
  assert.equal(preferred(null, ["fr-CA", "es-MX", "de"]), "es");
  assert.equal(preferred("xx", ["fr"]), "en");
});

function places(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
}
