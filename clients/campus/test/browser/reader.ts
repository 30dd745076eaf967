import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { fill, type Key, type Language } from "../../src/app/texts.js";
import ar from "../../texts/ar.json";
import de from "../../texts/de.json";
import en from "../../texts/en.json";
import es from "../../texts/es.json";

const ORIGIN = process.env["TESTAMUR_PUBLIC_URL"] ?? "https://localhost:8443";
const TEXTS: Record<Language, Record<Key, string>> = { en, de, es, ar };
const NAMES: Record<Language, string> = { en: "English", de: "Deutsch", es: "Español", ar: "العربية" };
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
/** How each page is looked at. The last is how the walk goes on. */
const VIEWS: readonly (readonly [Language, typeof PHONE])[] = [
  ["ar", PHONE],
  ["es", PHONE],
  ["de", DESKTOP],
  ["en", DESKTOP],
];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Somebody in front of a browser of their own. */
export class Reader {
  /** Requests that left the platform, and errors that pages have thrown. */
  readonly elsewhere: string[] = [];
  #language: Language = "en";

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("request", (request) => {
      if (!request.url().startsWith(ORIGIN) && !request.url().startsWith("blob:")) {
        this.elsewhere.push(request.url());
      }
    });
    page.on("pageerror", (error) => this.elsewhere.push(String(error)));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) {
        this.elsewhere.push(message.text());
      }
    });
  }

  /** Opens the front end in English, logged in by the page of the issuer when a name is given. */
  static async open(browser: Browser, name?: string): Promise<Reader> {
    // The stack's authority is made on its first start, and known to no browser.
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: DESKTOP, locale: "en-GB" });
    context.setDefaultTimeout(120_000);
    const reader = new Reader(context, await context.newPage());
    await reader.page.goto(`${ORIGIN}/campus/`);
    if (name !== undefined) {
      await reader.page.getByRole("banner").getByRole("button", { name: reader.t("log.in") }).click();
      await reader.page.fill("#username", name);
      await reader.page.fill("#password", name);
      await reader.page.click("[type=submit]");
      await reader.page.getByRole("heading", { name: reader.t("home.roles") }).waitFor();
    }
    return reader;
  }

  t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
    return fill(TEXTS[this.#language][key], values);
  }

  /** Follows a link to a page, and waits until it is there. */
  async goes(path: string): Promise<void> {
    await this.page.evaluate((href) => {
      const link = Object.assign(document.createElement("a"), { href });
      document.body.append(link);
      link.click();
      link.remove();
    }, `/campus${path}`);
    await this.settles();
  }

  async settles(): Promise<void> {
    await this.page.locator("h1").first().waitFor();
    await this.page.locator(".waiting").first().waitFor({ state: "detached" });
  }

  async sees(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async does(key: Key): Promise<void> {
    await this.page.getByRole("button", { name: this.t(key) }).last().click();
  }

  async fills(values: Partial<Record<Key, string>>): Promise<void> {
    for (const [key, value] of Object.entries(values)) {
      await this.page.getByLabel(this.t(key as Key), { exact: true }).fill(value);
    }
  }

  async focused(): Promise<string | null> {
    return this.page.evaluate(() => document.activeElement?.textContent ?? null);
  }

  /** Chooses a language as people do, by the menu. */
  async speaks(language: Language): Promise<void> {
    if (language === this.#language) {
      return;
    }
    const banner = this.page.getByRole("banner");
    await banner.locator("summary").first().click();
    await banner.getByRole("button", { name: NAMES[language] }).click();
    await this.page.locator(`html[lang=${language}]`).waitFor();
    this.#language = language;
  }

  /** Looks at these pages, or at the present one, on a phone and on a desktop, in four languages. */
  async looksWell(...paths: string[]): Promise<void> {
    for (const [language, viewport] of VIEWS) {
      await this.page.setViewportSize(viewport);
      await this.speaks(language);
      for (const path of paths.length === 0 ? [undefined] : paths) {
        await (path === undefined ? this.settles() : this.goes(path));
        await this.#looksWell(`${path ?? this.page.url()} in ${language}, ${viewport.width} px`);
      }
    }
  }

  async #looksWell(where: string): Promise<void> {
    if (await this.page.evaluate(() => !("axe" in window))) {
      await this.page.evaluate(axe);
    }
    const seen = await this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, { resultTypes: ["violations"] });
      return {
        violations: violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`),
        tooWide: document.documentElement.scrollWidth - innerWidth,
        direction: document.documentElement.dir,
      };
    });
    assert.deepEqual(seen.violations, [], where);
    assert.ok(seen.tooWide <= 0, `${where} is ${seen.tooWide} px too wide`);
    assert.equal(seen.direction, where.includes(" ar,") ? "rtl" : "ltr", where);
  }

  leaves(): Promise<void> {
    return this.context.close();
  }
}

interface Axe {
  run(document: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
