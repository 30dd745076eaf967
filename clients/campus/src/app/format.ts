import { language } from "./texts.js";

/** A day in full, such as 29 November 2026: of an instant, or a civil date as it is. */
export function day(value: string, timeZone?: string): string {
  const civil = /^\d{4}-\d{2}-\d{2}$/.test(value);
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: civil ? "UTC" : timeZone }).format(new Date(value));
}

/** Day, hour and minute of an instant, where the reader is. */
export function moment(value: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(new Date(value));
}

export function number(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
}

/** An amount in minor units, as the API has it, such as 12000 EUR: without decimals when there are none. */
export function money({ amount, currency }: { amount: number; currency: string }): string {
  const format = (digits?: number) =>
    new Intl.NumberFormat(locale(), {
      style: "currency",
      currency,
      ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    });
  const digits = format().resolvedOptions().maximumFractionDigits ?? 2;
  const value = amount / 10 ** digits;
  return format(Number.isInteger(value) ? 0 : digits).format(value);
}

/** A period as the API has it, such as P3Y, in words; as it is when it has no name. */
export function period(value: string): string {
  const units = { Y: "year", M: "month", W: "week", D: "day" } as const;
  const [, amount, unit] = /^P(\d+)([YMWD])$/.exec(value) ?? [];
  return amount === undefined || unit === undefined
    ? value
    : new Intl.NumberFormat(locale(), {
        style: "unit",
        unit: units[unit as keyof typeof units],
        unitDisplay: "long",
      }).format(Number(amount));
}

/** A language's own name in the reader's, such as English for en. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Facts in one line, with the comma of the language. */
export function joined(...facts: readonly (string | undefined)[]): string {
  const known = facts.filter((fact) => fact !== undefined && fact !== "") as string[];
  return new Intl.ListFormat(locale(), { type: "unit", style: "short" }).format(known);
}

/** Today where the institution is, as the API writes days. */
export function today(timeZone: string | undefined, now: Date = new Date()): string {
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(now);
}

/** British dates in English; one kind of figures on an Arabic page, those that are typed. */
function locale(): string {
  return { en: "en-GB", de: "de-DE", es: "es-ES", ar: "ar-u-nu-latn" }[language()];
}
