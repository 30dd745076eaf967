import type { Schemas } from "@testamur/client";
import { figure, text } from "../app/values.js";

/**
 * What the fields hold, as the API takes it. Fields that are empty are left out, and figures that are none are sent as
 * they were typed: the API says what is wrong with each, so that no rule is written twice.
 */
export function definition(values: FormData, outcomes: readonly Schemas.LearningOutcome[]): Schemas.Definition {
  const price = without({ amount: figure(values, "/price/amount"), currency: text(values, "/price/currency") });
  return without({
    title: text(values, "/title"),
    description: text(values, "/description"),
    language: text(values, "/language"),
    criteria: text(values, "/criteria"),
    // Targets of outcomes have no fields here, and stay as they are.
    outcomes: outcomes.map((outcome, at) => without({ ...outcome, text: text(values, `/outcomes/${at}/text`) })),
    awardType: text(values, "/awardType"),
    workload: without({ hours: figure(values, "/workload/hours"), ects: figure(values, "/workload/ects") }),
    level: without({ framework: text(values, "/level/framework"), value: text(values, "/level/value") }),
    assessmentType: text(values, "/assessmentType"),
    passMark: figure(values, "/passMark"),
    maximumScore: figure(values, "/maximumScore"),
    price: Object.keys(price).length === 0 ? undefined : price,
    validity: text(values, "/validity"),
    imageAlternativeText: text(values, "/imageAlternativeText"),
  }) as unknown as Schemas.Definition;
}

function without<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}
