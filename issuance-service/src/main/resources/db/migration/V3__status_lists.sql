-- Status lists of several purposes, what becomes of a credential after it was issued, and what builds on it.

-- Lists of one size whose places are given out together: a credential has the same index in each of them. What the
-- key gives away is which places are real, so only the service itself reads it.
create table status_family (
    id uuid primary key,
    institution_id text not null,
    purposes text not null,
    entries integer not null check (entries >= 131072),
    -- Counters from here on are never given out: the bits of their places are set at random.
    issuable integer not null check (issuable > 0 and issuable <= entries),
    next_counter integer not null default 0 check (next_counter >= 0 and next_counter <= issuable),
    permutation_key bytea not null
);
alter table status_family enable row level security;
create policy service on status_family using (testamur_actor() = 'system' and testamur_works_for(institution_id));

insert into status_family (id, institution_id, purposes, entries, issuable, next_counter, permutation_key)
select l.id, l.institution_id, 'revocation', l.entries, l.entries, coalesce(a.next_counter, l.entries), l.permutation_key
from status_list l left join status_allocation a on a.status_list_id = l.id;

-- The family that places are taken from, for each set of purposes; its row is locked by nothing else.
alter table status_allocation drop constraint status_allocation_pkey;
alter table status_allocation add column purposes text not null default 'revocation';
alter table status_allocation alter column purposes drop default;
alter table status_allocation rename column status_list_id to family_id;
alter table status_allocation drop column next_counter;
alter table status_allocation add primary key (institution_id, purposes);

alter table status_list add column family_id uuid references status_family;
alter table status_list add column purpose text not null default 'revocation'
    check (purpose in ('revocation', 'suspension', 'refresh'));
alter table status_list alter column purpose drop default;
-- Whether credentials name it.
alter table status_list add column named boolean not null default true;
alter table status_list alter column named drop default;
update status_list set family_id = id;
alter table status_list alter column family_id set not null;
alter table status_list add unique (family_id, purpose);
-- What the last publication said, index 0 leftmost, and its document, compressed once.
alter table status_list add column bits bytea;
update status_list set bits = decode(repeat('00', (entries + 7) / 8), 'hex');
alter table status_list alter column bits set not null;
alter table status_list add column body bytea;
alter table status_list add column etag text;
alter table status_list add column valid_from timestamptz;
alter table status_list add column published_at timestamptz;
alter table status_list drop column permutation_key;
alter table status_list drop column changes;
alter table status_list drop column published_changes;
alter table status_list drop column document;

create index status_list_begins on status_list (valid_from);

-- Bits that changed and are not published yet. Says nothing of whose they are.
create table status_change (
    seq bigint generated always as identity primary key,
    status_list_id uuid not null references status_list,
    index integer not null,
    institution_id text not null,
    value boolean not null,
    changed_at timestamptz not null
);
create index status_change_list on status_change (status_list_id, seq);
alter table status_change enable row level security;
create policy staff on status_change using (testamur_works_for(institution_id));

insert into status_change (status_list_id, index, institution_id, value, changed_at)
select status_list_id, index, institution_id, true, now() from status_entry where revoked;
update status_list set valid_until = null;
drop table status_entry;

-- A suspended credential still is the enrolment's one. A hidden one is shown to staff only.
alter table credential drop constraint credential_state_check;
alter table credential add check (state in ('ISSUED', 'SUSPENDED', 'REVOKED', 'SUPERSEDED', 'ERASED'));
alter table credential add column reason_code text;
alter table credential add column hidden boolean not null default false;
drop index credential_live;
create unique index credential_live on credential (enrolment_id) where state in ('ISSUED', 'SUSPENDED');
update credential set reason_code = case
        when state = 'SUPERSEDED' or reason = 'the result was corrected to a fail' then 'result-corrected'
        when reason = 'the result was withdrawn' then 'result-withdrawn'
        else 'other' end
where state in ('REVOKED', 'SUPERSEDED');

alter table award drop constraint award_state_check;
alter table award add check
    (state in ('NONE', 'WAITING', 'ISSUED', 'SUSPENDED', 'REFUSED', 'REVOKED', 'SUPERSEDED'));

-- What became of a credential after it was issued, when, why and by whom. Staff only; goes when the learner is erased.
create table credential_change (
    id uuid primary key,
    credential_id uuid not null references credential,
    institution_id text not null,
    revision bigint not null,
    kind text not null check (kind in ('suspension', 'reinstatement', 'revocation', 'supersession', 'hiding')),
    reason_code text not null,
    note text,
    changed_by text not null,
    changed_at timestamptz not null,
    unique (credential_id, revision)
);
alter table credential_change enable row level security;
-- Staff add and read; nobody but the service itself, for an erasure, changes or deletes.
create policy staff_reads on credential_change for select using (testamur_works_for(institution_id));
create policy staff_adds on credential_change for insert with check (testamur_works_for(institution_id));
create policy service on credential_change
    using (testamur_actor() = 'system' and testamur_works_for(institution_id));

-- Which awards build on which. The row belongs to the institution whose credential is built on, so that a revocation
-- there marks it, and is shown to the institution whose award it is.
create table credential_dependency (
    dependent_id uuid not null references credential,
    base_id uuid not null references credential,
    institution_id text not null,
    dependent_institution_id text not null,
    consequence text not null check (consequence in ('review', 'suspension')),
    lost_at timestamptz,
    settled_at timestamptz,
    primary key (dependent_id, base_id),
    check (dependent_id <> base_id)
);
create index credential_dependency_base on credential_dependency (base_id);
create index credential_dependency_open on credential_dependency (lost_at)
    where lost_at is not null and settled_at is null;
alter table credential_dependency enable row level security;
create policy staff on credential_dependency using (testamur_works_for(institution_id));
create policy dependent on credential_dependency using (testamur_works_for(dependent_institution_id));

-- Learners whose name, or consent to show it, changed: their credentials are looked through once for each version.
create table name_change (
    learner_id uuid primary key,
    version bigint not null,
    done_version bigint not null default -1
);
create index name_change_open on name_change (learner_id) where done_version < version;
alter table name_change enable row level security;
create policy service on name_change using (testamur_actor() = 'system');
