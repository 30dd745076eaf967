import type { Schemas } from "@testamur/client";
import { useState } from "preact/hooks";
import { gathered, named } from "../app/catalog.js";
import type { Scope } from "../app/context.js";
import { Field, Group } from "../app/form.js";
import { t } from "../app/texts.js";
import { STAFF_ROLES } from "../app/who.js";
import { isKnown } from "./staff.js";

/** The institution's micro-credentials, by id: what an assessor can be limited to. */
export type Offered = ReadonlyMap<string, string>;

/** With drafts for administrators. Operators see what is published, beside what somebody is limited to already. */
export async function offeredBy(
  { testamur, role }: Scope,
  { slug }: Schemas.InstitutionView,
  already: readonly string[],
  signal: AbortSignal,
): Promise<Offered> {
  const query = { limit: 200, sort: "title" } as const;
  const [offered, known] = await Promise.all([
    gathered(
      role === "operator"
        ? testamur.list("/catalog/micro-credentials", { query: { ...query, institution: slug }, signal })
        : testamur.list("/catalog/staff/micro-credentials", { query, signal }),
    ),
    named(testamur, already),
  ]);
  return new Map([
    ...[...known].map(([id, { title }]) => [id, title] as const),
    ...offered.map((each) => [each.id, each.publishedVersions.at(-1)?.title ?? each.draft?.title ?? each.id] as const),
  ]);
}

interface Props {
  /** What holds at present; nothing of somebody who is invited. */
  readonly of?: Pick<Schemas.MemberView, "roles" | "microCredentials" | "endsOn">;
  readonly offered: Offered;
}

/** Roles, with what each may do; what an assessor is limited to; the last day. */
export function RightsFields({ of, offered }: Props) {
  const [assessor, setAssessor] = useState(of?.roles.includes("assessor") === true);
  const [limited, setLimited] = useState(of?.microCredentials !== undefined);
  return (
    <>
      <Group at="/roles" legend={t("people.roles")}>
        {STAFF_ROLES.map((role) => (
          <label class="tick" key={role}>
            <input
              type="checkbox"
              name="/roles"
              value={role}
              defaultChecked={of?.roles.includes(role) === true}
              onChange={(event) => role === "assessor" && setAssessor(event.currentTarget.checked)}
            />
            <span>
              {t(`role.${role}`)}
              <span class="hint under">{t(`role.${role}.does`)}</span>
            </span>
          </label>
        ))}
        {/* Roles of a later release stay as they are. */}
        {of?.roles.filter((role) => !isKnown(role)).map((role) => <input key={role} type="hidden" name="/roles" value={role} />)}
      </Group>
      {assessor && (
        <Group at="/microCredentials" legend={t("rights.limit")}>
          <label class="tick">
            <input type="radio" name="limit" value="all" checked={!limited} onChange={() => setLimited(false)} />
            <span>{t("rights.all")}</span>
          </label>
          <label class="tick">
            <input type="radio" name="limit" value="named" checked={limited} onChange={() => setLimited(true)} />
            <span>
              {t("rights.named")}
              <span class="hint under">{t("rights.named.means")}</span>
            </span>
          </label>
          {limited && (
            <div class="inset" role="group" aria-label={t("rights.named")}>
              {offered.size === 0 && <p class="small soft">{t("rights.nothing")}</p>}
              {[...offered].map(([id, title]) => (
                <label class="tick" key={id}>
                  <input
                    type="checkbox"
                    name="/microCredentials"
                    value={id}
                    defaultChecked={of?.microCredentials?.includes(id) === true}
                  />
                  <bdi>{title}</bdi>
                </label>
              ))}
            </div>
          )}
        </Group>
      )}
      <Field at="/endsOn" label={t("people.last-day")} hint={t("rights.last-day.means")}>
        {(attributes) => <input {...attributes} class="input narrow" type="date" defaultValue={of?.endsOn ?? ""} />}
      </Field>
    </>
  );
}
