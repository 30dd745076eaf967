-- An assessor may be limited to some micro-credentials: enrolments in others are not there for them, nor are their learners.
create policy limited on enrolment as restrictive using (testamur_may_work_on(micro_credential_id));
