import type { Session } from "@testamur/client";
import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { ROUTES } from "../routes.js";
import { ScopeContext, type Scope } from "./context.js";
import { LogInButton } from "./log-in.js";
import { Empty, Head } from "./parts.js";
import { match, usePlace } from "./router.js";
import { client } from "./session.js";
import { Shell } from "./shell.js";
import { language, onLanguage, t } from "./texts.js";
import { placesOf, who, type Role, type Who } from "./who.js";

interface Props {
  readonly session: Session | undefined;
  readonly person: Who | undefined;
}

/** Shows the page of the present address to whoever may see it. */
export function App({ session, person: first }: Props) {
  const place = usePlace();
  const spoken = useSpoken();
  const [over, setOver] = useState(false);
  const [person, setPerson] = useState(first);
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(WORKPLACE) ?? "");
  useEffect(() => session?.onEnd(() => setOver(true)), [session]);
  const choose = (slug: string) => {
    sessionStorage.setItem(WORKPLACE, slug);
    setChosen(slug);
  };

  const renew = useCallback(async () => {
    const now = session && who((await client(session).get("/me")).data);
    setPerson(now);
    return now;
  }, [session]);

  const { route, parameters } = routeOf(place.path);
  const role = route?.role;
  const places = person === undefined || role === undefined ? [] : placesOf(person, role);
  const workplace = places.includes(chosen) ? chosen : (places[0] ?? "");
  const scope = useMemo<Scope>(() => {
    const api = client(over ? undefined : session);
    const testamur = workplace === "" ? api : role === "employer" ? api.forEmployer(workplace) : api.at(workplace);
    return { testamur, workplace, role, person: over ? undefined : person, session, renew };
  }, [session, person, over, workplace, role, spoken]);

  const Page = route?.page;
  return (
    <ScopeContext.Provider value={scope}>
      <Shell route={route} places={places} choose={choose}>
        {Page === undefined ? (
          <Nowhere />
        ) : role !== undefined && scope.person === undefined ? (
          <Stranger />
        ) : role !== undefined && places.length === 0 ? (
          <WrongRole role={role} />
        ) : (
          <Page key={`${place.visit} ${workplace}`} parameters={parameters} />
        )}
      </Shell>
    </ScopeContext.Provider>
  );
}

const WORKPLACE = "campus.workplace";

function routeOf(path: string) {
  for (const route of ROUTES) {
    const parameters = match(route.path, path);
    if (parameters !== undefined) {
      return { route, parameters };
    }
  }
  return { route: undefined, parameters: {} };
}

function useSpoken(): string {
  const [spoken, setSpoken] = useState(language());
  useEffect(() => onLanguage(() => setSpoken(language())), []);
  return spoken;
}

function Nowhere() {
  return (
    <div class="wrap">
      <Head title={t("nowhere.title")} />
      <Empty title="nowhere.empty" why="nowhere.why">
        <p>
          <a class="btn" href="/campus/find">
            {t("find.title")}
          </a>
        </p>
      </Empty>
    </div>
  );
}

function Stranger() {
  return (
    <div class="wrap">
      <Head title={t("stranger.title")} lead={t("stranger.lead")} />
      <p>
        <LogInButton />
      </p>
    </div>
  );
}

function WrongRole({ role }: { role: Role }) {
  return (
    <div class="wrap">
      <Head title={t("wrong-role.title")} lead={t("wrong-role.lead", { role: t(`role.${role}`) })} />
    </div>
  );
}
