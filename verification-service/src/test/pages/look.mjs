// Looks at pages as people do: node look.mjs PAGES.json FOLDER. Writes what is wrong to standard output, one fault a line, and
// pictures of what it saw into the folder. PAGES.json: {origin, images, pages: [{name, path, form, paper, shots, looks}]}.
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const MOST_BYTES = 100_000;
const PATIENCE = 180_000;
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 }, narrow: { width: 320, height: 640 }, zoomed: { width: 320, height: 256 } };

const [file, folder] = process.argv.slice(2);
const job = JSON.parse(await readFile(file, "utf8"));
await mkdir(folder, { recursive: true });
const images = await Promise.all(
  job.images.map(async ({ path, file, type }) => ({ path, type, body: await readFile(file) })),
);
const faults = [];
const sizes = {};
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});

/** Opens a page of the job in one language; images of other hosts come from files. */
async function open(each, language) {
  const context = await browser.newContext({ viewport: SIZES.desktop, locale: language, reducedMotion: "reduce" });
  context.setDefaultTimeout(PATIENCE);
  await context.route((url) => url.origin !== job.origin, (route) => {
    const path = new URL(route.request().url()).pathname;
    const image = images.find((one) => path.startsWith(one.path));
    return image ? route.fulfill({ contentType: image.type, body: image.body }) : route.abort();
  });
  const page = await context.newPage();
  const name = `${each.name} ${language}`;
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/status of (4\d\d|5\d\d)|favicon/.test(text)) faults.push(`${name}: ${text}`);
  });
  page.on("pageerror", (error) => faults.push(`${name}: ${error}`));
  const lang = each.path.includes("?") ? `&lang=${language}` : `?lang=${language}`;
  const answer = await page.goto(job.origin + each.path + lang, { waitUntil: "load" });
  sizes[each.name] = Math.max(sizes[each.name] ?? 0, (await answer.body()).length);
  if (each.form) {
    for (const [field, value] of Object.entries(each.form)) await page.fill(`[name=${field}]`, value);
    await Promise.all([page.waitForNavigation(), page.click("main form button")]);
  }
  return { context, page, name };
}

async function axe(page, name) {
  // Reading it costs more than most runs of it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((done) =>
    done.violations.map((rule) => rule.id + ": " + rule.help + ": " + rule.nodes.map((node) => node.target + " " +
    (node.any[0]?.message ?? node.all[0]?.message ?? "")).slice(0, 3).join("; ")))`);
  violations.forEach((violation) => faults.push(`${name}: ${violation}`));
}

async function overflow(page, name) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const out = [];
    if (document.documentElement.scrollWidth > width) out.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.querySelectorAll("main *, header *, footer *")) {
      const box = element.getBoundingClientRect();
      if (box.width > 0 && !element.closest(".sr, .skip, [open] .panel") && (box.right > width + 1 || box.left < -1)) {
        out.push(`${element.tagName}.${element.className} from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
      }
    }
    return out.slice(0, 3);
  });
  wide.forEach((fault) => faults.push(`${name}: ${fault}`));
}

/** Looks at the page as people of one language see it, on each screen and on paper. */
async function see(each, language) {
  const { context, page, name } = await open(each, language);
  for (const look of each.looks.filter((one) => one.language === language)) {
    await page.setViewportSize(SIZES[look.size]);
    await page.emulateMedia({ colorScheme: look.scheme });
    await seen(page, `${name} ${look.size} ${look.scheme}`, look);
  }
  if (each.paper?.includes(language)) await print(page, name, each);
  await context.close();
}

async function seen(page, name, look) {
  await axe(page, name);
  await overflow(page, name);
  if (look.forced) {
    await page.emulateMedia({ forcedColors: "active" });
    await axe(page, `${name} with forced colours`);
    await page.emulateMedia({ forcedColors: "none" });
  }
  if (look.keyboard) await reached(page, name);
  if (look.shot) await page.screenshot({ path: join(folder, `${name.replaceAll(" ", "-")}.png`), fullPage: true });
  if (look.menu) {
    await page.click(".languages summary");
    await axe(page, `${name} with its menu`);
    if (look.shot) await page.screenshot({ path: join(folder, `${name.replaceAll(" ", "-")}-menu.png`) });
    await page.click(".languages summary");
  }
}

/** Whether everything that can be operated is reached by the keyboard alone, in order, and shows that it has the focus. */
async function reached(page, name) {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary")];
    const shown = all.filter((element) => element.checkVisibility() && !element.closest("details:not([open]) > :not(summary)"));
    shown.forEach((element, at) => (element.dataset.at = String(at)));
    window.scrollTo(0, 0);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    return shown.length;
  });
  for (let at = 0; at < wanted; at++) {
    await page.keyboard.press("Tab");
    const fault = await page.evaluate((due) => {
      const element = document.activeElement;
      if (element?.dataset.at !== String(due)) return `${element?.outerHTML.slice(0, 80)} has the focus where element ${due} is due`;
      const style = getComputedStyle(element);
      const marked = style.outlineStyle !== "none" || style.boxShadow !== "none";
      return marked ? null : `${element.outerHTML.slice(0, 80)} does not show its focus`;
    }, at);
    if (fault) {
      faults.push(`${name} by keyboard: ${fault}`);
      return;
    }
  }
}

async function print(page, name, each) {
  const path = join(folder, `${name.replaceAll(" ", "-")}.pdf`);
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: "light" });
  const pdf = await page.pdf({ path, preferCSSPageSize: true, printBackground: false });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  if (sheets !== 1) faults.push(`${name}: ${sheets} sheets of paper`);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 703, height: 1032 });
  const foot = await page.evaluate((until) => {
    const frame = document.body.getBoundingClientRect();
    const seen = (element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && box.top >= frame.top && box.bottom <= frame.bottom + 1;
    };
    return [".masthead", ".verdict", ".given h2", ...(until ? [".validity dd"] : []), ".paper .qr", ".paper .code"].filter((one) => {
      const element = document.querySelector(one);
      return !element || !seen(element);
    });
  }, each.until);
  foot.forEach((missing) => faults.push(`${name}: ${missing} is not on the sheet`));
}

const left = job.pages.flatMap((each) =>
  [...new Set([...each.looks.map((look) => look.language), ...(each.paper ?? [])])].map((language) => [each, language]),
);
await Promise.all([1, 2].map(async () => {
  for (let next = left.shift(); next; next = left.shift()) await see(...next);
}));
await browser.close();
for (const [name, bytes] of Object.entries(sizes)) {
  if (bytes > MOST_BYTES) faults.push(`${name}: ${bytes} bytes`);
}
await writeFile(join(folder, "sizes.json"), JSON.stringify(sizes, null, 2));
faults.forEach((fault) => console.log(fault.replaceAll("\n", " ")));
