import { useScope } from "../app/context.js";
import { Empty, Head } from "../app/parts.js";
import { t } from "../app/texts.js";
import type { StaffRole } from "../app/who.js";
import { Offers } from "../learner/find.js";

/** The page of roles that the API knows and has nothing for yet: what they are, and what their institution offers. */
export function Entrusted() {
  const { role, workplace, person } = useScope();
  const institution = person?.names.get(workplace) ?? workplace;
  return (
    <div class="wrap wide">
      <Head title={t(`role.${role as StaffRole}`)} lead={t(`role.${role as StaffRole}.does`)} />
      <Empty title="entrusted.nothing" why="entrusted.nothing.why" />
      <section class="flow far" aria-labelledby="offers">
        <h2 id="offers">{t("entrusted.offers", { institution })}</h2>
        <Offers query={{ institution: workplace }} limit={20} />
      </section>
    </div>
  );
}
