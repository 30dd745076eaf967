-- Ids of records that became part of another learner's. Ids only; kept for what arrives under the old one.
create table merged_learner (
    learner_id uuid primary key,
    merged_into uuid not null,
    check (learner_id <> merged_into)
);
alter table merged_learner enable row level security;
create policy service on merged_learner using (testamur_actor() = 'system');
create policy everybody_reads on merged_learner for select using (true);
