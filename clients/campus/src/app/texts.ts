import en from "../../texts/en.json";

/** The name of a text; the English file says which there are. */
export type Key = keyof typeof en;

export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", ar: "العربية" } as const;
export type Language = keyof typeof LANGUAGES;

const LOADERS: Record<Language, () => Promise<{ default: Record<Key, string> }>> = {
  en: () => Promise.resolve({ default: en }),
  de: () => import("../../texts/de.json"),
  es: () => import("../../texts/es.json"),
  ar: () => import("../../texts/ar.json"),
};
const KEPT = "campus.language";

let texts: Record<Key, string> = en;
let spoken: Language = "en";
const listeners = new Set<() => void>();

/** The language of the pages at present. */
export function language(): Language {
  return spoken;
}

/** The text of this name, with values in the places of `{their names}`. */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts[key], values);
}

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Shows the pages in this language from now on, also after a reload. */
export async function speak(chosen: Language): Promise<void> {
  texts = (await LOADERS[chosen]()).default;
  spoken = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
  listeners.forEach((listener) => listener());
}

/** Calls back when another language is spoken. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the reader chose before, or the first of the browser's languages that there is. */
export function preferred(kept: string | null = localStorage.getItem(KEPT), wished = navigator.languages): Language {
  const known = (tag: string | null | undefined): tag is Language => tag != null && tag in LANGUAGES;
  return known(kept) ? kept : (wished.map((tag) => tag.split("-")[0]).find(known) ?? "en");
}
