-- Who registered a learner, and who confirmed their name, so that these log-ins do not become the learner's. A hash of the
-- learner's id and the log-in names nobody, so it outlives the erasure of a registrar: to be forgotten opens no way to take
-- over the record of somebody else.
alter table learner add column registered_login_hash text;
alter table name_confirmation add column login_hash text;
update name_confirmation set login_hash = encode(sha256(convert_to(learner_id || '#' || login, 'UTF8')), 'hex')
where login <> 'erased';

-- Whether an identity provider has verified the address. What staff wrote is not verified; what people brought themselves
-- was, as nothing else was ever taken.
alter table learner add column email_verified boolean not null default false;
update learner set email_verified = true where email is not null and registered_by is null;

-- A registrar who is a learner too and is forgotten is taken out of what they did for others. Codes that they made are of
-- no use any more, because nobody could tell whose they may not be.
create or replace function unsign_name_confirmations() returns trigger language plpgsql security definer
set search_path from current as $$
begin
    update name_confirmation set login = 'erased' where login = old.issuer || '#' || old.subject;
    delete from login_invitation where made_by = old.issuer || '#' || old.subject;
    return null;
end $$;
create index login_invitation_made_by on login_invitation (made_by) where made_by is not null;

-- The institution that registered a learner keeps their record until somebody has a log-in for it; from then on it reads
-- those who are or were enrolled there, and whose name it vouches for, which it must be able to take back. Hence with the
-- rights of the tables' owner: these tables' own policies look at what staff read of learners.
create function testamur_keeps_registered(learner uuid) returns boolean language sql stable security definer
set search_path from current as $$
    select not exists (select 1 from login where learner_id = $1)
        or exists (
            select 1 from name_confirmation where learner_id = $1 and method = 'STAFF'
                and confirmed_by = testamur_tenant() and ended_at is null)
$$;
drop policy staff_reads_registered on learner;
create policy staff_reads_registered on learner for select using (
    testamur_actor() = 'staff' and registered_by = testamur_tenant() and testamur_keeps_registered(id));
drop policy staff_confirms on learner;
create policy staff_confirms on learner for update using (
    testamur_actor() = 'staff'
    and ((registered_by = testamur_tenant() and testamur_keeps_registered(id))
        or exists (select 1 from enrolment e where e.learner_id = learner.id and e.institution_id = testamur_tenant())));
