import type { Schemas } from "@testamur/client";
import { useApi } from "../app/context.js";
import { day, moment } from "../app/format.js";
import { useAct } from "../app/form.js";
import { Empty } from "../app/parts.js";
import { Problem } from "../app/problem.js";
import { t } from "../app/texts.js";
import { Rights, type Staff } from "./people.js";

interface Props {
  readonly staff: Staff;
  readonly mayChange: boolean;
  readonly again: () => void;
}

/** The invitations that nobody has used yet. */
export function Invitations({ staff, mayChange, again }: Props) {
  return staff.invitations.length === 0 ? (
    <Empty title="invitations.empty" why="invitations.empty.why" />
  ) : (
    <ul class="cards two">
      {staff.invitations.map((each) => (
        <Card key={each.id} of={each} staff={staff} mayChange={mayChange} again={again} />
      ))}
    </ul>
  );
}

function Card({ of, staff, mayChange, again }: Props & { of: Schemas.InvitationView }) {
  const testamur = useApi();
  const act = useAct();
  const withdraw = async () => {
    if (confirm(t("invitations.withdraw.sure"))) {
      await testamur.delete("/catalog/institutions/{id}/invitations/{invitation}", {
        path: { id: staff.institution.id, invitation: of.id },
      });
      again();
    }
  };
  return (
    <li class="card flow-2">
      <div class="row between top">
        <h3 class="h-sm">
          <Rights of={of} about={staff.about} />
        </h3>
        {mayChange && (
          <button type="button" class="btn sm" aria-busy={act.busy} onClick={() => act.run(withdraw)}>
            {t("invitations.withdraw")}
            {of.email !== undefined && <span class="sr"> {of.email}</span>}
          </button>
        )}
      </div>
      <ul class="meta">
        <li>{of.email === undefined ? t("invitations.anybody") : <bdi>{of.email}</bdi>}</li>
        <li>{t("invitations.until", { time: moment(of.expiresAt) })}</li>
        {of.endsOn !== undefined && <li>{t("invitations.last-day", { day: day(of.endsOn) })}</li>}
        {of.invitedBy === staff.me && <li>{t("story.by-you")}</li>}
      </ul>
      {act.problem !== undefined && <Problem of={act.problem} missing="invitations.gone" />}
    </li>
  );
}
