import { ProblemError } from "@testamur/client";
import { createContext, type ComponentChildren, type TargetedSubmitEvent } from "preact";
import { useContext, useState } from "preact/hooks";
import { Problem } from "./problem.js";
import { t } from "./texts.js";
import { idOf } from "./values.js";

/** What went wrong with the last sending, for the fields inside. */
const FormProblem = createContext<unknown>(undefined);

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
  readonly danger?: boolean;
  /** Stands beside the button. */
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Fields with one button; each fault that the API names stands at its field, and all of them above. */
export function Form({ act, send, button, beside, children }: FormProps) {
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    act.run(() => send(values));
  };
  return (
    <form class="flow" noValidate onSubmit={submit}>
      {act.problem !== undefined && <Problem of={act.problem} />}
      <FormProblem.Provider value={act.problem}>{children}</FormProblem.Provider>
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
  const problem = useContext(FormProblem);
  const faults = problem instanceof ProblemError ? problem.within(at) : [];
  const id = idOf(at);
  const described = [...(faults.length > 0 ? [`${id}-error`] : []), ...(hint === undefined ? [] : [`${id}-hint`])].join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        name: at,
        class: "input",
        ...(faults.length > 0 ? { "aria-invalid": true } : {}),
        ...(described === "" ? {} : { "aria-describedby": described }),
      })}
      {faults.length > 0 && (
        <p class="error" id={`${id}-error`} lang="en" dir="auto">
          {faults.map((fault) => fault.detail).join("; ")}
        </p>
      )}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
