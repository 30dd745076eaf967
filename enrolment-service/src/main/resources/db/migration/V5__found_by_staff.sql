-- An institution's own number of a learner, by which its systems know them.
create table learner_number (
    institution_id text not null,
    learner_id uuid not null references learner on delete cascade,
    number text not null,
    primary key (institution_id, learner_id),
    unique (institution_id, number)
);
create index learner_number_of_learner on learner_number (learner_id);
alter table learner_number enable row level security;
create policy staff on learner_number using (testamur_actor() = 'staff' and institution_id = testamur_tenant())
    with check (
        testamur_actor() = 'staff' and institution_id = testamur_tenant()
        and exists (select 1 from learner l where l.id = learner_number.learner_id));
create policy self_reads on learner_number for select
    using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on learner_number using (testamur_works_for('*'));

-- Names are found whatever their case and accents.
create function testamur_folded(name text) returns text language sql immutable parallel safe as $$
    select regexp_replace(lower(normalize($1, NFKD)), '[\u0300-\u036f]', '', 'g')
$$;
create index learner_name on learner using gin (to_tsvector('simple', testamur_folded(name)));
create index learner_email on learner (lower(email) collate "C") where email is not null;

-- Indexes on words do not work under row-level security, so this looks with the rights of the tables' owner, and gives
-- the institution that asks those whom it reads anyway: who is or was enrolled there, and whom it registered and keeps.
create function testamur_finds_learners(words text, address text, own_number text, before uuid, most integer)
returns setof uuid language sql stable security definer set search_path from current as $$
    select found.id from (
        select l.id from learner l
            where to_tsvector('simple', testamur_folded(l.name)) @@ to_tsquery('simple', words)
        union
        select l.id from learner l
            where lower(l.email) collate "C" >= address and lower(l.email) collate "C" < address || chr(1114111)
        union
        select n.learner_id from learner_number n
            where n.institution_id = testamur_tenant() and n.number = own_number
    ) found
    where testamur_actor() = 'staff' and (before is null or found.id < before)
        and (exists (
                select 1 from enrolment e where e.learner_id = found.id and e.institution_id = testamur_tenant())
            or exists (
                select 1 from learner r where r.id = found.id and r.registered_by = testamur_tenant()
                    and testamur_keeps_registered(r.id)))
    order by found.id desc limit most
$$;

-- Staff enrol whom they read, in what their institution offers.
create policy staff_enrols on enrolment for insert with check (
    testamur_actor() = 'staff' and institution_id = testamur_tenant()
    and exists (select 1 from learner l where l.id = enrolment.learner_id));
