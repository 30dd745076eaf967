-- Personal: the address and the institutions' own numbers of a learner, by which a system names whose result it sends. Null
-- and none until the facts are read once more, which is asked for here. An erasure takes them with the learner.
alter table learner add column email text;
create table learner_number (
    learner_id uuid not null references learner on delete cascade,
    institution_id text not null,
    number text not null,
    primary key (learner_id, institution_id)
);
create index learner_number_of_institution on learner_number (institution_id, number);
alter table learner_number enable row level security;
create policy service on learner_number using (testamur_actor() = 'system');
create policy staff on learner_number for select
    using (testamur_actor() = 'staff' and institution_id = testamur_tenant());
create index learner_email on learner (email) where email is not null;

insert into projection_rebuild as known (consumer, generation)
select 'assessment.learners', 1 where exists (select 1 from learner)
on conflict (consumer) do update set generation = known.generation + 1;
