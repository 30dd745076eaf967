import type { Schemas } from "@testamur/client";
import { gathered, named, type Named } from "../app/catalog.js";
import { useScope, type Scope } from "../app/context.js";
import { day, joined } from "../app/format.js";
import { Show, useLoaded } from "../app/load.js";
import { Empty, Head, Icon, State } from "../app/parts.js";
import { BASE, type Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { Invitations } from "./invitations.js";
import { baseOf, institutionOf, mayChange } from "./place.js";
import { isOver, roleName } from "./staff.js";

export interface Staff {
  readonly institution: Schemas.InstitutionView;
  readonly members: readonly Schemas.MemberView[];
  readonly invitations: readonly Schemas.InvitationView[];
  /** The micro-credentials that somebody is limited to. */
  readonly about: ReadonlyMap<string, Named>;
  /** The reader's log-in as the API names it. */
  readonly me: string | undefined;
}

/** Who works for the institution and as what, and who is invited. */
export function People({ parameters }: { parameters: Parameters }) {
  const scope = useScope();
  const staff = useLoaded((signal) => staffOf(scope, parameters, signal), []);
  const base = baseOf(scope, parameters);
  const institution = staff.value?.institution.name ?? scope.person?.names.get(scope.workplace);
  return (
    <div class="wrap wide">
      <Head
        title={t("people.title")}
        lead={institution === undefined ? undefined : t("people.lead", { institution })}
        above={scope.role === "operator" ? [[`${BASE}/operator`, t("institutions.title")]] : []}
        beside={
          mayChange(scope) && (
            <a class="btn main" href={`${BASE}${base}/invite`}>
              <Icon name="plus" />
              {t("people.invite")}
            </a>
          )
        }
      />
      <Show of={staff}>
        {(loaded) => (
          <>
            <section class="flow" aria-labelledby="members">
              <h2 id="members">{t("people.members")}</h2>
              {loaded.members.length === 0 ? (
                <Empty title="people.empty" why="people.empty.why" />
              ) : (
                <Members staff={loaded} base={mayChange(scope) ? base : undefined} />
              )}
              <p class="small soft column">{t("people.by-groups")}</p>
            </section>
            <section class="flow far" aria-labelledby="invitations">
              <h2 id="invitations">{t("people.invitations")}</h2>
              <Invitations staff={loaded} mayChange={mayChange(scope)} again={staff.again} />
            </section>
          </>
        )}
      </Show>
    </div>
  );
}

async function staffOf(scope: Scope, parameters: Parameters, signal: AbortSignal): Promise<Staff> {
  const { testamur, person } = scope;
  const institution = await institutionOf(scope, parameters);
  const asked = { path: { id: institution.id }, query: { limit: 200 }, signal };
  const [members, invitations] = await Promise.all([
    gathered(testamur.list("/catalog/institutions/{id}/members", asked)),
    gathered(testamur.list("/catalog/institutions/{id}/invitations", asked)),
  ]);
  const about = await named(testamur, [...members, ...invitations].flatMap((each) => each.microCredentials ?? []));
  return { institution, members, invitations, about, me: person?.loginHash };
}

/** Members in a table; with a way to change each where a base is given. */
function Members({ staff: { members, about, me }, base }: { staff: Staff; base: string | undefined }) {
  return (
    <div class="sheet pad">
      <table class="table stackable">
        <thead>
          <tr>
            <th scope="col">{t("people.name")}</th>
            <th scope="col">{t("people.roles")}</th>
            <th scope="col">{t("people.last-day")}</th>
            <th scope="col">{t("table.state")}</th>
            {base !== undefined && (
              <th scope="col">
                <span class="sr">{t("table.action")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <th scope="row" data-label={t("people.name")}>
                <div>
                  <bdi>{member.name ?? t("people.nameless")}</bdi>
                  {member.login === me && <span class="soft"> ({t("people.you")})</span>}
                  {member.email !== undefined && (
                    <span class="small soft under">
                      <bdi>{member.email}</bdi>
                    </span>
                  )}
                </div>
              </th>
              <td data-label={t("people.roles")}>
                <div>
                  <Rights of={member} about={about} />
                </div>
              </td>
              <td data-label={t("people.last-day")}>{member.endsOn === undefined ? t("people.no-end") : day(member.endsOn)}</td>
              <td data-label={t("table.state")}>
                <State look={isOver(member) ? "none" : "good"}>{t(isOver(member) ? "people.over" : "people.works")}</State>
              </td>
              {base !== undefined && (
                <td class="end">
                  <a class="btn sm" href={`${BASE}${base}/members/${member.id}`}>
                    {t("people.change")}
                    <span class="sr"> {member.name}</span>
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Roles in words, and what an assessor is limited to. */
export function Rights({ of, about }: { of: Pick<Schemas.MemberView, "roles" | "microCredentials">; about: Staff["about"] }) {
  return (
    <>
      {joined(...of.roles.map(roleName))}
      {of.microCredentials !== undefined && (
        <span class="small soft under" dir="auto">
          {t("people.only", { titles: joined(...of.microCredentials.map((id) => about.get(id)?.title ?? id)) })}
        </span>
      )}
    </>
  );
}
