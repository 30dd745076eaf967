import type { Schemas } from "@testamur/client";
import { gathered, named } from "../app/catalog.js";
import { useScope } from "../app/context.js";
import { day, moment } from "../app/format.js";
import { More, Show, useLoaded, usePages } from "../app/load.js";
import { Empty, Head } from "../app/parts.js";
import type { Parameters } from "../app/router.js";
import { t } from "../app/texts.js";
import { Rights, type Staff } from "./people.js";
import { institutionOf } from "./place.js";

const STYLES = { invited: "", withdrawn: "is-none", joined: "is-valid", changed: "", removed: "is-revoked" } as const satisfies Record<
  Schemas.PeopleChangeView["kind"],
  string
>;

/** Who people are: the API names them by log-in and membership alone. */
interface Names {
  readonly byLogin: ReadonlyMap<string, string>;
  readonly byMembership: ReadonlyMap<string, string>;
  readonly me: string | undefined;
}

/** What was done with the institution's people, newest first. */
export function History({ parameters }: { parameters: Parameters }) {
  const scope = useScope();
  const id = useLoaded(async () => (await institutionOf(scope, parameters)).id, []);
  return (
    <div class="wrap">
      <Head title={t("history.title")} lead={t("history.lead")} />
      <Show of={id}>{(institution) => <Changes institution={institution} />}</Show>
    </div>
  );
}

function Changes({ institution: id }: { institution: string }) {
  const { testamur, person } = useScope();
  const changes = usePages((signal) => testamur.pages("/catalog/institutions/{id}/people-changes", { path: { id }, query: { limit: 50 }, signal }), []);
  const names = useLoaded<Names>(async (signal) => {
    const members = await gathered(testamur.list("/catalog/institutions/{id}/members", { path: { id }, query: { limit: 200 }, signal }));
    const known = members.filter((each) => each.name !== undefined);
    return {
      byLogin: new Map(known.map((each) => [each.login, each.name!])),
      byMembership: new Map(known.map((each) => [each.id, each.name!])),
      me: person?.loginHash,
    };
  }, []);
  const limits = changes.value?.flatMap((each) => each.microCredentials ?? []);
  const about = useLoaded(() => named(testamur, limits ?? []), [limits]);
  return (
    <Show of={changes}>
      {(items) =>
        items.length === 0 ? (
          <Empty title="history.empty" why="history.empty.why" />
        ) : (
          <>
            <h2 class="sr">{t("history.list")}</h2>
            <ol class="timeline">
              {items.map((each) => (
                <Change key={each.id} of={each} names={names.value} about={about.value ?? new Map()} />
              ))}
            </ol>
            <More of={changes} />
          </>
        )
      }
    </Show>
  );
}

function Change({ of, names, about }: { of: Schemas.PeopleChangeView; names: Names | undefined; about: Staff["about"] }) {
  const by = names?.byLogin.get(of.by);
  const whom = of.membershipId === undefined ? undefined : names?.byMembership.get(of.membershipId);
  return (
    <li class={STYLES[of.kind]}>
      <time dateTime={of.at}>{moment(of.at)}</time>
      <b class="strong">{whom === undefined ? t(`history.${of.kind}`) : t(`history.${of.kind}.whom`, { name: whom })}</b>
      <p>
        <Rights of={of} about={about} />
      </p>
      {of.endsOn !== undefined && <p class="small soft">{t("invitations.last-day", { day: day(of.endsOn) })}</p>}
      <p class="small soft">
        {of.by === names?.me ? t("story.by-you") : by === undefined ? t("story.by", { who: of.by.slice(0, 8) }) : t("history.by", { name: by })}
      </p>
    </li>
  );
}
