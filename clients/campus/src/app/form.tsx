import { ProblemError } from "@testamur/client";
import { createContext, type ComponentChildren, type TargetedSubmitEvent } from "preact";
import { useContext, useState } from "preact/hooks";
import { Problem } from "./problem.js";
import { t, type Key } from "./texts.js";
import { idOf } from "./values.js";

/** What went wrong with the last sending, for the fields inside. */
const FormProblem = createContext<{ problem: unknown; scope: string }>({ problem: undefined, scope: "" });

export interface Act {
  readonly busy: boolean;
  readonly problem: unknown;
  /** Does something once, however often it is asked meanwhile; what it throws becomes the problem. */
  readonly run: (action: () => Promise<unknown>) => void;
}

/** An action of the reader with its progress and its failure. */
export function useAct(): Act {
  const [state, setState] = useState<{ busy: boolean; problem: unknown }>({ busy: false, problem: undefined });
  const run = (action: () => Promise<unknown>) => {
    if (!state.busy) {
      setState({ busy: true, problem: undefined });
      action().then(
        () => setState({ busy: false, problem: undefined }),
        (problem: unknown) => setState({ busy: false, problem }),
      );
    }
  };
  return { ...state, run };
}

interface FormProps {
  readonly act: Act;
  /** Sends what the fields hold. */
  readonly send: (values: FormData) => Promise<unknown>;
  readonly button: string;
  /** What it means that the API has not found something. */
  readonly missing?: Key;
  /** Tells the fields of forms apart that stand on one page; needed where several have a field of one name. */
  readonly scope?: string;
  /** Stands beside the button. */
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Fields with one button; each fault that the API names stands at its field, and all of them above. */
export function Form({ act, send, button, missing, scope = "", beside, children }: FormProps) {
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    act.run(() => send(values));
  };
  return (
    <form class="flow" noValidate onSubmit={submit}>
      {act.problem !== undefined && <Problem of={act.problem} scope={scope} {...(missing === undefined ? {} : { missing })} />}
      <FormProblem.Provider value={{ problem: act.problem, scope }}>{children}</FormProblem.Provider>
      <div class="row">
        <button class="btn main" aria-busy={act.busy}>
          {act.busy ? t("form.sending") : button}
        </button>
        {beside}
      </div>
    </form>
  );
}

interface Attributes {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly "aria-invalid"?: true;
  readonly "aria-describedby"?: string;
}

interface FieldProps {
  /** Where the value stands in the request, as a JSON pointer such as `/workload/hours`. */
  readonly at: string;
  readonly label: string;
  readonly hint?: string;
  readonly children: (attributes: Attributes) => ComponentChildren;
}

/** A label, a control, its hint, and what the API says is wrong with it. */
export function Field({ at, label, hint, children }: FieldProps) {
  const { id, faulty, described, said } = useFaults(at, hint);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        name: at,
        class: "input",
        ...(faulty ? { "aria-invalid": true } : {}),
        ...described,
      })}
      {said}
    </div>
  );
}

interface GroupProps {
  readonly at: string;
  readonly legend: string;
  readonly hint?: string;
  readonly children: ComponentChildren;
}

/** Controls that make one value together, such as ticks of a list, with what the API says is wrong with it. */
export function Group({ at, legend, hint, children }: GroupProps) {
  const { id, described, said } = useFaults(at, hint);
  return (
    <fieldset class="field" id={id} tabIndex={-1} {...described}>
      <legend class="label">{legend}</legend>
      <div>{children}</div>
      {said}
    </fieldset>
  );
}

/** What stands below a control, and how the control names it. */
function useFaults(at: string, hint: string | undefined) {
  const { problem, scope } = useContext(FormProblem);
  const faults = problem instanceof ProblemError ? problem.within(at) : [];
  const faulty = faults.length > 0;
  const id = idOf(at, scope);
  const names = [...(faulty ? [`${id}-error`] : []), ...(hint === undefined ? [] : [`${id}-hint`])].join(" ");
  const said = (
    <>
      {faulty && (
        <p class="error" id={`${id}-error`} lang="en" dir="auto">
          {faults.map((fault) => fault.detail).join("; ")}
        </p>
      )}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
  return { id, faulty, said, described: names === "" ? {} : { "aria-describedby": names } };
}
