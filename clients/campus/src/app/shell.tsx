import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { ROUTES, type Route } from "../routes.js";
import { useScope } from "./context.js";
import { joined } from "./format.js";
import { LogInButton } from "./log-in.js";
import { closeMenus, LanguageMenu, PersonMenu } from "./menus.js";
import { BASE, usePlace } from "./router.js";
import { language, t } from "./texts.js";
import { placesOf } from "./who.js";

interface Props {
  readonly route: Route | undefined;
  /** The institutions or employers that the reader has the page's role at. */
  readonly places: readonly string[];
  readonly choose: (slug: string) => void;
  readonly children: ComponentChildren;
}

/** What stands around every page. */
export function Shell({ route, places, choose, children }: Props) {
  const { person, workplace } = useScope();
  useEffect(closeMenus, []);
  return (
    <>
      <a class="skip" href="#main">
        {t("page.skip")}
      </a>
      <header class="masthead plain">
        <div class="wrap wide">
          <a class="who" href={`${BASE}/`}>
            <Seal />
            <span>
              <b>Testamur Campus</b>
              <small>{route?.role === undefined ? t("page.slogan") : joined(t(`role.${route.role}`), person?.names.get(workplace))}</small>
            </span>
          </a>
          <Pages route={route} />
          <div class="bar-top">
            <LanguageMenu />
            {person === undefined ? (
              <LogInButton look="sm" />
            ) : (
              <PersonMenu />
            )}
          </div>
        </div>
      </header>
      {places.length > 1 && <Workplace places={places} choose={choose} />}
      <main id="main">{children}</main>
      <footer class="site">
        <div class="wrap wide">
          <p>{t("page.foot")}</p>
          <nav aria-label={t("page.about")}>
            <ul>
              <li>
                <a href="/verify">{t("page.verify")}</a>
              </li>
              <li>
                <a href="/docs">{t("page.api")}</a>
              </li>
              <li>
                <a href={`/verify/accessibility?lang=${language()}`}>{t("page.accessibility")}</a>
              </li>
            </ul>
          </nav>
        </div>
      </footer>
    </>
  );
}

/** The pages of the role whose page this is; a learner's to everybody else. */
function Pages({ route }: { route: Route | undefined }) {
  const { person } = useScope();
  const { path } = usePlace();
  const learner = person !== undefined && placesOf(person, "learner").length > 0 ? "learner" : undefined;
  const role = route?.role ?? learner;
  const pages = ROUTES.filter((each) => each.name !== undefined && (each.role === role || (each.role === undefined && role === learner)));
  const present = pages.filter((each) => path === each.path || path.startsWith(`${each.path}/`)).at(-1);
  return (
    <nav aria-label={t("page.main")}>
      <ul>
        {pages.map((each) => (
          <li key={each.path}>
            <a href={BASE + each.path} {...(each === present ? { "aria-current": "page" } : {})}>
              {each.name === undefined ? "" : t(each.name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** For which of their institutions or employers somebody works on this page. */
function Workplace({ places, choose }: { places: readonly string[]; choose: (slug: string) => void }) {
  const { workplace, person } = useScope();
  return (
    <div class="status">
      <div class="wrap wide">
        <label for="workplace">{t("page.workplace")}</label>
        <select id="workplace" class="input slim" value={workplace} onChange={(event) => choose(event.currentTarget.value)}>
          {places.map((slug) => (
            <option key={slug} value={slug}>
              {person?.names.get(slug)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Seal() {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor">
      <path stroke-width="2" d="M7.500 4.500h33v39h-33z" />
      <path stroke-width="3" d="M15 17.500v-4h18v4M24 13.500v15.500M20 29h8" />
      <path class="seal-lines" stroke-width="2" d="M14 34.500h20M14 38h20" />
    </svg>
  );
}
