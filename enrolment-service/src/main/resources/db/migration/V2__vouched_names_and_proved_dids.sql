-- Staff may register somebody of whom no address is known and who has no log-in yet; an institution then keeps the
-- record until it is linked.
alter table learner alter column email drop not null;
alter table learner
    add column consents_to_identifier boolean not null default false,
    add column did_proved_at timestamptz,
    add column name_confirmation_method text check (name_confirmation_method in ('IDENTITY_PROVIDER', 'STAFF')),
    add column name_confirmed_by text,
    add column name_confirmed_at timestamptz,
    add column registered_by text,
    add constraint name_confirmation_is_whole
        check (num_nulls(name_confirmation_method, name_confirmed_by, name_confirmed_at) in (0, 3));

create policy staff_reads_registered on learner for select
    using (testamur_actor() = 'staff' and registered_by = testamur_tenant());
create policy staff_registers on learner for insert
    with check (testamur_actor() = 'staff' and registered_by = testamur_tenant());
-- Staff confirm names, of those whom they see and of nobody else.
create policy staff_confirms on learner for update using (
    testamur_actor() = 'staff'
    and (registered_by = testamur_tenant()
        or exists (select 1 from enrolment e where e.learner_id = learner.id and e.institution_id = testamur_tenant())));

-- And they confirm only: a row that says anything else of the learner than before is not changed by staff.
create function staff_only_confirm() returns trigger language plpgsql as $$
begin
    if testamur_actor() = 'staff'
            and (to_jsonb(new) - array['name_confirmation_method', 'name_confirmed_by', 'name_confirmed_at', 'version'])
                is distinct from
                (to_jsonb(old) - array['name_confirmation_method', 'name_confirmed_by', 'name_confirmed_at', 'version']) then
        return null;
    end if;
    return new;
end $$;
create trigger staff_only_confirm before update on learner for each row execute function staff_only_confirm();

-- What staff change is told as a whole, log-ins and consents included; what of it they see is what they see of learners.
create policy staff_reads on login for select using (
    testamur_actor() = 'staff' and exists (select 1 from learner l where l.id = login.learner_id));

-- To which employers a learner lets links to their credentials be given.
create table employer_consent (
    learner_id uuid not null references learner on delete cascade,
    employer_id uuid not null,
    consented_at timestamptz not null default now(),
    primary key (learner_id, employer_id)
);
alter table employer_consent enable row level security;
create policy self on employer_consent using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on employer_consent using (testamur_works_for('*'));
create policy staff_reads on employer_consent for select using (
    testamur_actor() = 'staff' and exists (select 1 from learner l where l.id = employer_consent.learner_id));

-- Who vouched for which name, when, and until when; the earliest that stands is the one that is told.
create table name_confirmation (
    id uuid primary key,
    learner_id uuid not null references learner on delete cascade,
    name text not null,
    method text not null check (method in ('IDENTITY_PROVIDER', 'STAFF')),
    confirmed_by text not null,
    login text not null,
    confirmed_at timestamptz not null,
    ended_at timestamptz,
    ended_because text check (ended_because in ('RENAMED', 'TAKEN_BACK')),
    check ((ended_at is null) = (ended_because is null))
);
create index name_confirmation_of_learner on name_confirmation (learner_id, confirmed_at);
create index name_confirmation_login on name_confirmation (login);
alter table name_confirmation enable row level security;
create policy self on name_confirmation using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on name_confirmation using (testamur_works_for('*'));
create policy staff_reads on name_confirmation for select using (
    testamur_actor() = 'staff' and exists (select 1 from learner l where l.id = name_confirmation.learner_id));
create policy staff_confirms on name_confirmation for insert with check (
    testamur_actor() = 'staff' and method = 'STAFF' and confirmed_by = testamur_tenant()
    and exists (select 1 from learner l where l.id = name_confirmation.learner_id));
create policy staff_takes_back on name_confirmation for update using (
    testamur_actor() = 'staff' and method = 'STAFF' and confirmed_by = testamur_tenant()
    and exists (select 1 from learner l where l.id = name_confirmation.learner_id));
-- A registrar who is a learner too and is forgotten takes their log-in out of what they signed of others, whom they do
-- not see as who they are then; hence with the rights of the table's owner.
create function unsign_name_confirmations() returns trigger language plpgsql security definer
set search_path from current as $$
begin
    update name_confirmation set login = 'erased' where login = old.issuer || '#' || old.subject;
    return null;
end $$;
create trigger unsign_name_confirmations after delete on login
    for each row execute function unsign_name_confirmations();

-- Who made a code for somebody else, so that they do not use it themselves; null: the learner.
alter table login_invitation add column made_by text;
create policy staff_invites on login_invitation using (
    testamur_actor() = 'staff'
    and exists (
        select 1 from learner l where l.id = login_invitation.learner_id and l.registered_by = testamur_tenant()));

-- At most one open challenge per learner; its use deletes the row, and only a hash of it is kept.
create table did_challenge (
    learner_id uuid primary key references learner on delete cascade,
    challenge_hash text not null unique,
    expires_at timestamptz not null
);
alter table did_challenge enable row level security;
create policy self on did_challenge using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on did_challenge using (testamur_works_for('*'));
