import { useAct } from "./form.js";
import { Problem } from "./problem.js";
import { enter } from "./session.js";
import { t, type Key } from "./texts.js";

/** Leads to the log-in page and back; says so when that cannot be reached. */
export function LogInButton({ text = "log.in", look = "" }: { text?: Key; look?: string }) {
  const act = useAct();
  return (
    <>
      <button type="button" class={`btn main ${look}`} aria-busy={act.busy} onClick={() => act.run(() => enter())}>
        {t(text)}
      </button>
      {act.problem !== undefined && <Problem of={act.problem} />}
    </>
  );
}
