import { ENTRANCES } from "../routes.js";
import { useScope } from "./context.js";
import { Icon } from "./parts.js";
import { BASE } from "./router.js";
import { leave } from "./session.js";
import { language, LANGUAGES, speak, t, type Language } from "./texts.js";
import { placesOf, type Role } from "./who.js";

/** The reader's roles, and the way out. */
export function PersonMenu() {
  const { person, session } = useScope();
  if (person === undefined || session === undefined) {
    return null;
  }
  const roles = (Object.keys(ENTRANCES) as Role[]).filter((role) => placesOf(person, role).length > 0);
  return (
    <details class="menu">
      <summary class="btn sm">
        <Icon name="person" />
        <bdi class="wide-only">{person.name}</bdi>
        <span class="sr">{t("page.you")}</span>
      </summary>
      <div class="panel flow-2">
        <p class="strong">
          <bdi>{person.name}</bdi>
        </p>
        <ul class="items">
          {roles.map((role) => (
            <li key={role}>
              <a href={BASE + ENTRANCES[role]}>
                <span>
                  <b>{t(`role.${role}`)}</b>
                  <small>{t(`role.${role}.does`)}</small>
                </span>
              </a>
            </li>
          ))}
          <li>
            <a href={`${BASE}/join`}>
              <span>
                <b>{t("join.title")}</b>
              </span>
            </a>
          </li>
          <li>
            <button type="button" onClick={() => leave(session)}>
              {t("log.out")}
            </button>
          </li>
        </ul>
      </div>
    </details>
  );
}

/** The languages of the pages. */
export function LanguageMenu() {
  return (
    <details class="menu">
      <summary class="btn sm quiet">
        <Icon name="globe" />
        <span class="wide-only">{LANGUAGES[language()]}</span>
        <span class="sr">{t("page.language")}</span>
      </summary>
      <div class="panel">
        <ul class="items">
          {(Object.entries(LANGUAGES) as [Language, string][]).map(([tag, name]) => (
            <li key={tag}>
              <button type="button" lang={tag} aria-pressed={tag === language()} onClick={() => void speak(tag)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

/** Menus close when something else is used, or by Escape. */
export function closeMenus(): () => void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
  const close = (which: (menu: HTMLDetailsElement) => boolean) => open().forEach((menu) => (menu.open = !which(menu)));
  const elsewhere = ({ target }: Event) => close((menu) => !(target instanceof Node && menu.contains(target)));
  const chosen = ({ target }: Event) => {
    if (target instanceof Element && target.closest(".menu .panel :is(a, button)") !== null) {
      close(() => true);
    }
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      open().forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      });
    }
  };
  addEventListener("click", elsewhere);
  addEventListener("click", chosen);
  addEventListener("focusin", elsewhere);
  addEventListener("keydown", escape);
  return () => {
    removeEventListener("click", elsewhere);
    removeEventListener("click", chosen);
    removeEventListener("focusin", elsewhere);
    removeEventListener("keydown", escape);
  };
}
