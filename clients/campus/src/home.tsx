import { useScope } from "./app/context.js";
import { Icon, Title } from "./app/parts.js";
import { BASE, go } from "./app/router.js";
import { t } from "./app/texts.js";
import { placesOf, type Role } from "./app/who.js";
import { ENTRANCES, ROUTES } from "./routes.js";
import { Offers } from "./learner/find.js";

/** The entrance: the search, the reader's roles, and what was published last. */
export function Home() {
  const { person } = useScope();
  const roles = (Object.keys(ENTRANCES) as Role[]).filter((role) => person !== undefined && placesOf(person, role).length > 0);
  return (
    <>
      <section class="award">
        <div class="wrap wide flow">
          <Title>{t("home.title")}</Title>
          <p class="lede">{t("home.lead")}</p>
          <Search />
        </div>
      </section>
      <div class="wrap wide">
        {person !== undefined && (
          <section class="flow lift" aria-labelledby="roles">
            <h2 id="roles">{t("home.roles")}</h2>
            <ul class="cards areas">
              {roles.map((role) => (
                <li class="card flow-2" key={role}>
                  <h3 class="h-sm">{t(`role.${role}`)}</h3>
                  <p class="small soft">{t(`role.${role}.does`)}</p>
                  <ul class="chips">
                    {ROUTES.filter((route) => route.role === role).map(({ path, name }) =>
                      name === undefined ? null : (
                        <li key={path}>
                          <a class="chip" href={BASE + path}>
                            {t(name)}
                          </a>
                        </li>
                      ),
                    )}
                  </ul>
                </li>
              ))}
              <li class="card flow-2 ask">
                <h3 class="h-sm">{t(roles.length === 0 ? "home.no-role" : "join.title")}</h3>
                <p class="small soft">{t("join.lead")}</p>
                <ul class="chips">
                  <li>
                    <a class="chip" href={`${BASE}/join`}>
                      {t("join.enter")}
                    </a>
                  </li>
                </ul>
              </li>
            </ul>
          </section>
        )}
        <section class="flow lift" aria-labelledby="newest">
          <h2 id="newest">{t("home.newest")}</h2>
          <Offers query={{}} limit={4} wide />
        </section>
      </div>
    </>
  );
}

/** One field that leads to the results. */
export function Search({ words = "" }: { words?: string }) {
  return (
    <form
      class="join column"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const query = new URLSearchParams(location.search);
        query.set("q", String(new FormData(event.currentTarget).get("q") ?? "").trim());
        go(`/find?${query}`);
      }}
    >
      <label class="sr" for="q">
        {t("find.words")}
      </label>
      <input class="input" id="q" name="q" type="search" defaultValue={words} placeholder={t("find.words")} />
      <button class="btn main">
        <Icon name="search" />
        {t("find.search")}
      </button>
    </form>
  );
}
