// What runs in the page while Tab is pressed: every function is sent there alone, with nothing around it.

/** What the keyboard found on a page. */
export interface Reached {
  readonly faults: readonly string[];
  /** Whether the page changed meanwhile, so that its order may have done. */
  readonly changed: boolean;
}

interface Walk {
  readonly focused: { element: Element; shown: boolean }[];
  readonly observer: MutationObserver;
  readonly listener: (event: FocusEvent) => void;
  changed: boolean;
}

/** Stands before the first element and notes from now on what gets the focus; tells how often Tab has to be pressed. */
export function begin(): number {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  const walk: Walk = {
    focused: [],
    changed: false,
    observer: new MutationObserver(() => (walk.changed = true)),
    listener: ({ target }) => {
      if (target instanceof Element) {
        const { outlineStyle, outlineWidth } = getComputedStyle(target);
        walk.focused.push({ element: target, shown: outlineStyle !== "none" && outlineWidth !== "0px" });
      }
    },
  };
  walk.observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled", "hidden", "open", "href"] });
  addEventListener("focusin", walk.listener);
  Object.assign(window, { walk });
  const operable = document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex='0']").length;
  // Tab goes through the parts of a date.
  return operable + 4 * document.querySelectorAll("input[type=date]").length;
}

/** Compares what got the focus with what can be operated, in the order of the document. */
export function end(): Reached {
  const { walk } = window as unknown as { walk: Walk };
  walk.changed ||= walk.observer.takeRecords().length > 0;
  walk.observer.disconnect();
  removeEventListener("focusin", walk.listener);
  const due = [...document.querySelectorAll<HTMLElement>("a[href], button, input, textarea, select, summary, [tabindex='0']")].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.tabIndex >= 0 &&
      !element.matches(":disabled, input[type=hidden]") &&
      element.closest("details:not([open]) > :not(summary)") === null &&
      // Of a group of radio buttons Tab reaches the one that is chosen.
      (!element.matches("input[type=radio]") || element.matches(":checked")),
  );
  const name = (element: Element | undefined) => element?.outerHTML.slice(0, 120) ?? "nothing";
  // The parts of a date are one element; behind the last element the page begins again.
  const reached = walk.focused.filter(({ element }, at) => element !== walk.focused[at - 1]?.element).slice(0, due.length);
  const wrong = due.findIndex((element, at) => element !== reached[at]?.element);
  const faults = [
    ...(wrong < 0 ? [] : [`${name(reached[wrong]?.element)} has the focus where ${name(due[wrong])} is due`]),
    ...reached.filter(({ shown }) => !shown).map(({ element }) => `${name(element)} does not show its focus`),
  ];
  return { faults, changed: walk.changed };
}
