-- An assessor may be limited to some micro-credentials: what concerns others is not there for them, whatever asks for it.
create policy limited on enrolment as restrictive using (testamur_may_work_on(micro_credential_id));
create policy limited on result as restrictive using (testamur_may_work_on(micro_credential_id));
create policy limited on result_revision as restrictive using (
    not testamur_is_limited()
    or exists (select 1 from result r where r.enrolment_id = result_revision.enrolment_id));
create policy limited on learner_evidence as restrictive using (
    not testamur_is_limited()
    or exists (select 1 from enrolment e where e.id = learner_evidence.enrolment_id));
-- A batch holds rows of any micro-credential.
create policy limited on result_batch as restrictive using (not testamur_is_limited());
create policy limited on result_batch_row as restrictive using (not testamur_is_limited());
