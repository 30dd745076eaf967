-- The audit log: what people and clients asked for, never what they sent. The service's role appends and reads; nothing
-- that it may do changes or removes an entry but two functions that run as the owner and do one thing each.

-- Tables of months and what only the owner does stand apart: the service's role has no use of this schema.
create schema testamur_audit;

create table audit_entry (
    id uuid not null,
    at timestamptz not null,
    institution_id text,
    actor_kind text not null
        check (actor_kind in ('learner', 'staff', 'operator', 'employer', 'client', 'person', 'anonymous', 'service')),
    actor text,
    operation text not null,
    method text,
    path text,
    ids jsonb not null,
    status smallint,
    reason text,
    replayed boolean not null,
    network cidr,
    -- Of requests, not of what the log says of itself.
    check (actor_kind = 'service' or (method is not null and path is not null and status is not null))
) partition by range (at);
create unique index audit_entry_at on audit_entry (at, id);
create index audit_entry_institution on audit_entry (institution_id, at, id);
create index audit_entry_actor on audit_entry (actor);
create index audit_entry_network on audit_entry (at) where network is not null;
alter table audit_entry enable row level security;
create policy staff on audit_entry using (testamur_works_for(institution_id));

-- Whoever was given rights on new tables may read and append, and no more.
do $$
declare
    grantee name;
begin
    for grantee in
        select distinct role.rolname from pg_class relation, aclexplode(relation.relacl) granted
            join pg_roles role on role.oid = granted.grantee
            where relation.oid = 'audit_entry'::regclass and granted.grantee <> relation.relowner
    loop
        execute format('revoke all on audit_entry from %I', grantee);
        execute format('grant select, insert on audit_entry to %I', grantee);
    end loop;
end $$;

-- Refuses changes also to a role that is given more rights later.
create function testamur_audit.refuse_change() returns trigger language plpgsql as $$
begin
    if current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
        raise exception 'the audit log takes no changes' using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;
create trigger append_only before update or delete or truncate on audit_entry
    for each statement execute function testamur_audit.refuse_change();

-- Takes what no month is there for: its month's table is not made while it lies here.
create table testamur_audit.entry_other partition of audit_entry default;

-- Makes the tables of this month and the next two, by UTC; returns how many.
create function testamur_audit_prepare() returns integer language plpgsql security definer
    set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
    month timestamp;
    made integer := 0;
begin
    for month in
        select date_trunc('month', now() at time zone 'UTC') + make_interval(months => n) from generate_series(0, 2) n
    loop
        if to_regclass(format('testamur_audit.entry_%s', to_char(month, 'YYYY_MM'))) is null then
            perform pg_advisory_xact_lock(hashtextextended('testamur_audit', 0));
            if to_regclass(format('testamur_audit.entry_%s', to_char(month, 'YYYY_MM'))) is null
                and not exists (
                    select 1 from testamur_audit.entry_other
                    where at >= month at time zone 'UTC' and at < (month + interval '1 month') at time zone 'UTC')
            then
                execute format(
                    'create table testamur_audit.entry_%s partition of audit_entry for values from (%L) to (%L)',
                    to_char(month, 'YYYY_MM'),
                    month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
                made := made + 1;
            end if;
        end if;
    end loop;
    return made;
end $$;
select testamur_audit_prepare();

-- Whose log-in was erased, by a hash of its hash, and when.
create table testamur_audit.erased_login (
    mark text primary key,
    at timestamptz not null
);
create index erased_login_at on testamur_audit.erased_login (at);

-- Puts 'erased' in the place of a log-in; returns in how many entries. Entries that are being written are waited for, and
-- those of earlier acts that are written later, by any instance, find the mark.
create function testamur_audit_forget(login text) returns bigint language plpgsql security definer
    set search_path = public, pg_temp as $$
declare
    forgotten bigint;
begin
    if login !~ '^[0-9a-f]{64}$' then
        return 0;
    end if;
    lock table only audit_entry in share row exclusive mode;
    insert into testamur_audit.erased_login (mark, at)
        values (encode(sha256(convert_to(login, 'UTF8')), 'hex'), clock_timestamp())
        on conflict (mark) do update set at = excluded.at;
    update audit_entry set actor = 'erased', network = null where actor = login and actor_kind <> 'client';
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

create function testamur_audit.forget_late() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
begin
    if exists (
        select 1 from testamur_audit.erased_login
        where mark = encode(sha256(convert_to(new.actor, 'UTF8')), 'hex') and at >= new.at
    ) then
        new.actor = 'erased';
        new.network = null;
    end if;
    return new;
end $$;
create trigger forget_late before insert on audit_entry for each row
    when (new.actor_kind <> 'client' and new.actor ~ '^[0-9a-f]{64}$')
    execute function testamur_audit.forget_late();

-- Drops networks that are 30 days old, at most 5,000, and as old marks of erased log-ins; returns how many networks.
create function testamur_audit_drop_networks() returns bigint language sql security definer
    set search_path = public, pg_temp as $$
    delete from testamur_audit.erased_login where at < now() - interval '30 days';
    with old as (
        select at, id from audit_entry where network is not null and at < now() - interval '30 days'
        order by at limit 5000
    ), dropped as (
        update audit_entry entry set network = null from old where entry.at = old.at and entry.id = old.id returning 1
    )
    select count(*) from dropped
$$;

-- For operators, as the owner: drops the months that ended before a day, and returns their tables' names.
create function testamur_audit.drop_before(day date) returns setof text language plpgsql as $$
declare
    month text;
begin
    for month in
        select relname from pg_class where relnamespace = 'testamur_audit'::regnamespace
            and to_date(substring(relname from '^entry_([0-9]{4}_[0-9]{2})$'), 'YYYY_MM') + interval '1 month' <= day
        order by relname
    loop
        execute format('drop table testamur_audit.%I', month);
        return next month;
    end loop;
    delete from testamur_audit.entry_other where at < day;
end $$;
