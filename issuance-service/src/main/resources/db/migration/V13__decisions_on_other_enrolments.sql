-- A decision of staff binds all enrolments of the learner for the same micro-credential: a pass of another one waits too.
-- Few credentials end, so the index is small, and most batches of results find nothing in it.
create index credential_ended on credential (learner_id, micro_credential_id) where state in ('REVOKED', 'SUSPENDED');
-- The enrolment whose credential was decided on, if it is another than the pass's own.
alter table waiting_pass add column after_enrolment_id uuid;
