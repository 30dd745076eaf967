-- Links that a learner gives for an enrolment of theirs; an erasure takes them with the learner.
create table learner_evidence (
    enrolment_id uuid primary key,
    institution_id text not null,
    learner_id uuid not null references learner on delete cascade,
    evidence jsonb not null,
    given_at timestamptz not null,
    version bigint not null
);
create index learner_evidence_of_learner on learner_evidence (learner_id);
alter table learner_evidence enable row level security;
create policy staff_reads on learner_evidence for select using (testamur_works_for(institution_id));
create policy self on learner_evidence using (testamur_actor() = 'self' and learner_id::text = testamur_person());

-- Learners give it for what they are enrolled in.
create policy self on enrolment for select using (
    testamur_actor() = 'self' and learner_id::text = testamur_person());
