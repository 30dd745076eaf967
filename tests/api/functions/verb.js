// The verbs with which operations begin; a new one is added here when none of these says what is done.
const VERBS = new Set(
  (
    "accept add answer apply approve ask assign award book bring cancel change check claim close compare complete confirm consent " +
    "count create declare delete discard download edit end enrol erase export extend find follow forget grant " +
    "give hold import invite issue join leave link list look mark merge move open pay present preview prove publish put quote " +
    "read rebuild reconcile record redeliver redrive refund refuse register reinstate release remove renew repair repeat replace " +
    "republish request reserve reset resume retire retract retry return revert revise revoke rewrap rotate save search send set " +
    "share show sign start stop submit subscribe suspend switch take test transfer undo unlink update upload verify withdraw wrap write"
  ).split(" "),
);

export default function verb(text, { words }) {
  if (typeof text !== "string") {
    return [];
  }
  const first = (words === "camel" ? text.match(/^[a-z]*/)[0] : text.split(" ")[0].toLowerCase());
  return VERBS.has(first) ? [] : [{ message: `"${text}" does not begin with a verb of tests/api/functions/verb.js.` }];
}
