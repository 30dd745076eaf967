import { LogInError, NoAnswerError, ProblemError } from "@testamur/client";
import { useEffect, useRef } from "preact/hooks";
import en from "../../texts/en.json";
import { NotSetUpError } from "../administrator/place.js";
import { Icon } from "./parts.js";
import { enter } from "./session.js";
import { t, type Key } from "./texts.js";
import { idOf } from "./values.js";

interface Props {
  readonly of: unknown;
  /** What "Try again" does; there is no such button without it. */
  readonly again?: () => void;
  /** The form whose fields are at fault, where a page has several. */
  readonly scope?: string;
  /** What it means here that the API has not found something. */
  readonly missing?: Key;
}

/**
 * Says what went wrong and what to do: a sentence for each kind in the reader's language, then what the API says, which
 * is English, with every fault at its place.
 */
export function Problem({ of, again, missing, scope = "" }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [of]);
  const problem = of instanceof ProblemError ? of : undefined;
  return (
    <div class="alert is-revoked near" role="alert" tabIndex={-1} ref={box}>
      <Icon name="alert" />
      <div class="flow-2">
        <p>
          <b class="strong">{t(problem?.status === 404 && missing !== undefined ? missing : sentence(of))}</b>
        </p>
        {problem !== undefined && <Said problem={problem} scope={scope} />}
        {problem?.retryAfter !== undefined && <p>{t("problem.wait", { seconds: Math.ceil(problem.retryAfter) })}</p>}
        {problem?.incident !== undefined && (
          <p>
            {t("problem.incident")} <span class="code">{problem.incident}</span>
          </p>
        )}
        <p class="row">
          {again !== undefined && (
            <button type="button" class="btn sm" onClick={again}>
              {t("problem.again")}
            </button>
          )}
          {loggedOut(of) && (
            <button type="button" class="btn main sm" onClick={() => void enter()}>
              {t("log.in")}
            </button>
          )}
        </p>
      </div>
    </div>
  );
}

function Said({ problem, scope }: { problem: ProblemError; scope: string }) {
  return problem.faults.length === 0 ? (
    <p class="small" lang="en" dir="auto">
      {problem.detail ?? problem.title}
    </p>
  ) : (
    <ul class="small flow-2" lang="en" dir="auto">
      {problem.faults.map(({ pointer, detail }) => {
        const field = document.getElementById(idOf(pointer, scope));
        const said = `${pointer.replace(/^\/|^\w+:/, "")} ${detail}`;
        return (
          <li key={pointer + detail}>
            {field === null ? (
              said
            ) : (
              <a
                href={`#${field.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  field.focus();
                }}
              >
                {said}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The text for a problem: by its code where there is one, else by its status. */
export function sentence(problem: unknown): Key {
  if (problem instanceof ProblemError) {
    const keys = [`problem.${problem.code}`, `problem.${problem.status}`, problem.status >= 500 ? "problem.500" : "problem.other"];
    return keys.find((key): key is Key => key in en) ?? "problem.other";
  }
  if (problem instanceof NoAnswerError) {
    return "problem.no-answer";
  }
  if (problem instanceof NotSetUpError) {
    return "problem.not-set-up";
  }
  return loggedOut(problem) ? "problem.401" : "problem.other";
}

function loggedOut(problem: unknown): boolean {
  return problem instanceof LogInError || (problem instanceof ProblemError && problem.status === 401);
}
