-- An assessor may be limited to some micro-credentials: awards of others are not there for them.
create policy limited on enrolment as restrictive using (testamur_may_work_on(micro_credential_id));
create policy limited on award as restrictive using (testamur_may_work_on(micro_credential_id));
