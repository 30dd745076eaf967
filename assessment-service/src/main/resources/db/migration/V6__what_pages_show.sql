-- What pages show beside ids. Null until the facts are read once more, which is asked for here.
alter table institution
    add column name text,
    add column url text,
    add column logo_url text;
alter table micro_credential_version
    add column title text,
    add column image_url text,
    add column image_text text,
    add column url text;
-- Personal: for staff of an institution where the learner is enrolled, by the policy that is there.
alter table learner add column name text;

insert into projection_rebuild as known (consumer, generation)
select consumer, 1
from (values ('assessment.organisations'), ('assessment.micro-credentials'), ('assessment.learners'))
    as asked (consumer)
where exists (select 1 from institution)
on conflict (consumer) do update set generation = known.generation + 1;
