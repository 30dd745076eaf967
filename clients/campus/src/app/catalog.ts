import type { Schemas, Testamur } from "@testamur/client";
import { joined, number } from "./format.js";
import { t } from "./texts.js";

/** A micro-credential as lists show it. */
export interface Named {
  readonly title: string;
  /** The language that it is described in. */
  readonly language: string | undefined;
  readonly image: string | undefined;
  readonly institution: Schemas.InstitutionView | undefined;
}

const microCredentials = new Map<string, Promise<Schemas.MicroCredentialView | undefined>>();
let institutions: Promise<ReadonlyMap<string, Schemas.InstitutionView>> | undefined;

/** The version that a learner enrols on now, or one of a certain number. */
export function versionOf(view: Schemas.MicroCredentialView, number?: number): Schemas.VersionView | undefined {
  return view.publishedVersions.find((version) => version.number === number) ?? view.publishedVersions.at(-1);
}

/** All institutions by id, asked for once. */
export function allInstitutions(testamur: Testamur): Promise<ReadonlyMap<string, Schemas.InstitutionView>> {
  institutions ??= gathered(testamur.list("/catalog/institutions", { query: { limit: 200 } }))
    .then((found) => new Map(found.map((each) => [each.id, each])))
    .catch((problem: unknown) => {
      institutions = undefined;
      throw problem;
    });
  return institutions;
}

/** Forgets the institutions, after one was added or changed. */
export function forgetInstitutions(): void {
  institutions = undefined;
}

/** What the ids in a list stand for: the API's lists name micro-credentials by id alone. */
export async function named(testamur: Testamur, ids: Iterable<string>): Promise<ReadonlyMap<string, Named>> {
  const places = await allInstitutions(testamur);
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const view = await microCredential(testamur, id);
      const version = view && versionOf(view);
      const name: Named = {
        title: version?.title ?? id,
        language: version?.language,
        image: version?.image?.url,
        institution: view && places.get(view.institutionId),
      };
      return [id, name] as const;
    }),
  );
  return new Map(found);
}

function microCredential(testamur: Testamur, id: string): Promise<Schemas.MicroCredentialView | undefined> {
  const found =
    microCredentials.get(id) ??
    testamur.get("/catalog/micro-credentials/{id}", { path: { id } }).then(
      (answer) => answer.data,
      () => undefined, // its id has to do
    );
  microCredentials.set(id, found);
  return found;
}

/** Workload in hours and credits, such as "16 hours, 0.5 ECTS". */
export function workloadOf({ hours, ects }: Schemas.Workload): string {
  const time = t("offer.hours", { hours: number(hours) });
  return joined(time, ects === undefined ? undefined : `${number(ects)} ECTS`);
}

export async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
