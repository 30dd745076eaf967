-- What institutions have given to log-ins: ids, roles and ends, never a name. The service that owns memberships writes the
-- rows with what it tells, and every other one as it hears of it. Nothing is read of it for a request: each instance keeps
-- all of it in memory and reads what has a change above the last one that it knows.
create table staff_membership (
    id uuid primary key,
    institution_id text not null,
    slug text not null,
    login text not null check (login ~ '^[0-9a-f]{64}$'),
    roles text[] not null,
    limits text not null default '{}' check (limits is json object),
    until timestamptz,
    ended boolean not null default false,
    change bigint not null
);
create index staff_membership_change on staff_membership (change);
alter table staff_membership enable row level security;
create policy staff on staff_membership using (testamur_works_for(institution_id));

-- The number of the latest change. Who changes a membership holds this row until the transaction ends, so that changes
-- become visible in the order of their numbers: a reader who has seen one has seen all before it. A removed row leaves no
-- number behind: its reader begins anew.
create table staff_membership_changes (
    single boolean primary key default true check (single),
    latest bigint not null,
    removals bigint not null
);
insert into staff_membership_changes (latest, removals) values (0, 0);

create function staff_membership_changes() returns trigger language plpgsql as $$
begin
    update staff_membership_changes set latest = latest + 1 returning latest into new.change;
    return new;
end $$;
create trigger staff_membership_changes before insert or update on staff_membership
    for each row execute function staff_membership_changes();

create function staff_membership_removals() returns trigger language plpgsql as $$
begin
    update staff_membership_changes set removals = removals + 1;
    return old;
end $$;
create trigger staff_membership_removals before delete on staff_membership
    for each row execute function staff_membership_removals();

-- Whose work is limited to some ids sees nothing of others: restrictive policies of tables ask this. Nothing is set for who
-- is not limited, which is nearly everybody.
create function testamur_is_limited() returns boolean language sql stable
    return coalesce(current_setting('testamur.only', true), '') <> '';
create function testamur_may_work_on(what uuid) returns boolean language sql stable
    return coalesce(current_setting('testamur.only', true), '') = ''
        or coalesce(what = any(nullif(current_setting('testamur.only', true), '')::uuid[]), false);
