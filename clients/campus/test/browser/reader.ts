import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { fill, type Key, type Language } from "../../src/app/texts.js";
import ar from "../../texts/ar.json";
import de from "../../texts/de.json";
import en from "../../texts/en.json";
import es from "../../texts/es.json";
import { violations } from "./axe.js";
import { begin, end, type Reached } from "./keyboard.js";

const ORIGIN = process.env["TESTAMUR_PUBLIC_URL"] ?? "https://localhost:8443";
/** A folder for pictures of every page in every look; none are made without it. */
const PICTURES = process.env["CAMPUS_PICTURES"];
const TEXTS: Record<Language, Record<Key, string>> = { en, de, es, ar };
const NAMES: Record<Language, string> = { en: "English", de: "Deutsch", es: "Español", ar: "العربية" };
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
/** A desktop at 400 % (WCAG 2.2 §1.4.10). */
const ZOOMED = { width: 320, height: 256 };
const PLAIN = { colorScheme: "light", forcedColors: "none", reducedMotion: "no-preference" } as const;

interface View {
  readonly language: Language;
  readonly size: { readonly width: number; readonly height: number };
  readonly media: Parameters<Page["emulateMedia"]>[0];
  /** What is looked at beside the width and the direction. */
  readonly axe?: true;
  readonly keyboard?: true;
  readonly motion?: true;
}

/** How each page is looked at. The last is how the walk goes on. */
const VIEWS: readonly View[] = [
  { language: "ar", size: PHONE, media: { ...PLAIN, colorScheme: "dark" }, axe: true },
  { language: "es", size: PHONE, media: PLAIN },
  { language: "de", size: ZOOMED, media: { ...PLAIN, forcedColors: "active", reducedMotion: "reduce" }, keyboard: true, motion: true },
  { language: "en", size: DESKTOP, media: PLAIN, axe: true },
];
/** A page that has not changed for so many frames, and waits for no answer, is as it will be. */
const STILL_FRAMES = 6;
/** So often the keyboard goes through a page that changes meanwhile. */
const TURNS = 5;

/** Somebody in front of a browser of their own. */
export class Reader {
  /** Requests that left the platform, and errors that pages have thrown. */
  readonly elsewhere: string[] = [];
  readonly #pending = new Set<Request>();
  #language: Language = "en";

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on("request", (request) => {
      if (!request.url().startsWith(ORIGIN) && !request.url().startsWith("blob:")) {
        this.elsewhere.push(request.url());
      }
      if (request.headers()["accept"] !== "text/event-stream") {
        this.#pending.add(request);
      }
    });
    page.on("requestfinished", (request) => this.#pending.delete(request));
    page.on("requestfailed", (request) => this.#pending.delete(request));
    page.on("pageerror", (error) => this.elsewhere.push(String(error)));
    page.on("dialog", (dialog) => void dialog.accept());
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

  /** Waits until the page is there, waits for no answer, and has stopped changing. */
  async settles(): Promise<void> {
    await this.page.locator("h1").first().waitFor();
    do {
      await this.page.locator(".waiting").first().waitFor({ state: "detached" });
      await this.page.evaluate(still, STILL_FRAMES);
    } while (this.#pending.size > 0);
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

  /** Goes to a list again until something is in it: services hear of each other's facts after a moment. */
  async finds(path: string, text: string): Promise<void> {
    const found = this.page.getByRole("row").filter({ hasText: text });
    do {
      await this.goes(path);
    } while ((await found.count()) === 0);
  }

  async focused(): Promise<string | null> {
    return this.page.evaluate(() => document.activeElement?.textContent ?? null);
  }

  /** Chooses a language as people do, by the menu. */
  async speaks(language: Language): Promise<void> {
    const banner = this.page.getByRole("banner");
    await banner.locator("summary").first().click();
    await banner.getByRole("button", { name: NAMES[language] }).click();
    await this.#spoken(language);
  }

  async #spoken(language: Language): Promise<void> {
    await this.page.locator(`html[lang=${language}]`).waitFor();
    this.#language = language;
  }

  /** Looks at these pages, or at the present one: on a phone, on a desktop, zoomed, in four languages. */
  async looksWell(...paths: string[]): Promise<void> {
    for (const path of paths.length === 0 ? [undefined] : paths) {
      await (path === undefined ? this.settles() : this.goes(path));
      for (const view of VIEWS) {
        await this.page.setViewportSize(view.size);
        await this.page.emulateMedia(view.media);
        // The page stays: it says the same in another language, and what was typed stays in its place.
        await this.page.evaluate((tag) => document.querySelector<HTMLElement>(`.panel button[lang=${tag}]`)?.click(), view.language);
        await this.#spoken(view.language);
        await this.#looksWell(view, `${path ?? new URL(this.page.url()).pathname} in ${view.language}, ${view.size.width} px`);
      }
    }
  }

  async #looksWell(view: View, where: string): Promise<void> {
    await this.settles();
    if (PICTURES !== undefined) {
      await this.page.screenshot({ path: `${PICTURES}/${where.replace(/\W+/g, "-")}.png`, fullPage: true });
    }
    const seen = await this.page.evaluate(() => ({
      tooWide: document.documentElement.scrollWidth - innerWidth,
      // The deepest of what reaches over an edge, to say where it is.
      over: [...document.querySelectorAll("body *")]
        .filter((each) => {
          const { left, right } = each.getBoundingClientRect();
          return (right > innerWidth || left < 0) && each.childElementCount === 0;
        })
        .slice(0, 3)
        .map((each) => each.outerHTML.slice(0, 200)),
      direction: document.documentElement.dir,
    }));
    assert.ok(seen.tooWide <= 0, `${where} is ${seen.tooWide} px too wide: ${seen.over.join(" ")}`);
    assert.equal(seen.direction, view.language === "ar" ? "rtl" : "ltr", where);
    if (view.axe) {
      assert.deepEqual(await violations(this.page), [], where);
    }
    if (view.motion) {
      assert.deepEqual(await this.page.evaluate(moving), [], `${where} moves`);
    }
    if (view.keyboard) {
      await this.#isReached(where);
    }
  }

  /** Tab alone reaches everything that can be operated, in order, and each shows that it has the focus. */
  async #isReached(where: string): Promise<void> {
    let found: Reached;
    let turn = 0;
    do {
      await this.settles();
      const presses = await this.page.evaluate(begin);
      for (let press = 0; press < presses; press++) {
        await this.page.keyboard.press("Tab");
      }
      found = await this.page.evaluate(end);
    } while (found.faults.length > 0 && found.changed && ++turn < TURNS);
    assert.deepEqual(found.faults, [], `${where}, by keyboard`);
  }

  leaves(): Promise<void> {
    return this.context.close();
  }
}

/** Resolves when the document has not changed for so many frames. */
function still(frames: number): Promise<void> {
  return new Promise((resolve) => {
    let unchanged = 0;
    const observer = new MutationObserver(() => (unchanged = 0));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const frame = () => {
      if (++unchanged < frames) {
        requestAnimationFrame(frame);
      } else {
        observer.disconnect();
        resolve();
      }
    };
    requestAnimationFrame(frame);
  });
}

/** What moves although the reader asks for less motion. */
function moving(): string[] {
  return [document.documentElement, ...document.querySelectorAll("body, body *")]
    .filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
      return animationName !== "none" || scrollBehavior === "smooth" || /[1-9]/.test(transitionDuration);
    })
    .map((element) => element.outerHTML.slice(0, 100));
}
