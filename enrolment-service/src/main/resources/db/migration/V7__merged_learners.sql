-- A record that staff registered of somebody who had a record of their own: it is merged into that one. The row stays, so
-- that its fact can be told again and an erasure of the learner finds it; nobody but the learner reads it.
alter table learner
    add column merged_into uuid references learner,
    add column merged_at timestamptz,
    add constraint merged_is_whole check (num_nulls(merged_into, merged_at) in (0, 2));
create index learner_merged_into on learner (merged_into) where merged_into is not null;
create policy self_merged on learner
    using (testamur_actor() = 'self' and merged_into::text = testamur_person());
create policy self_merged on erasure for insert with check (
    testamur_actor() = 'self'
    and exists (
        select 1 from learner l where l.id = erasure.learner_id and l.merged_into::text = testamur_person()));

-- Both records may have had an enrolment in the same micro-credential: both are kept. A learner enrols once all the same.
alter table enrolment add column moved boolean not null default false;
drop index one_active_enrolment;
create unique index one_active_enrolment on enrolment (learner_id, micro_credential_id)
    where state = 'ACTIVE' and not moved;
