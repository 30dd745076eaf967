import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Returns what axe finds wrong with the page as it stands: a rule and the elements that break it. */
export async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) {
    await page.evaluate(axe);
  }
  return page.evaluate(async () => {
    const found = await (window as unknown as { axe: Axe }).axe.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  });
}

interface Axe {
  run(document: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
