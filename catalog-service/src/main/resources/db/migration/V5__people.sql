-- Who works for an institution. Names and addresses are kept while a membership lasts and stand on no topic; a log-in is
-- kept as its hash.
create table membership (
    id uuid primary key,
    institution_id text not null,
    login text not null,
    name text,
    email text,
    roles text[] not null,
    micro_credentials uuid[],
    ends_on date,
    state text not null check (state in ('ACTIVE', 'REMOVED')),
    since timestamptz not null,
    version bigint not null,
    check (state = 'ACTIVE' or (name is null and email is null))
);
create index membership_institution on membership (institution_id, id desc);
create unique index membership_login on membership (institution_id, login) where state = 'ACTIVE';
alter table membership enable row level security;
create policy staff on membership using (testamur_works_for(institution_id));

-- Who is invited. The code is a secret of 160 bits; its hash finds the row.
create table invitation (
    id uuid primary key,
    institution_id text not null,
    code_hash text not null unique,
    email text,
    roles text[] not null,
    micro_credentials uuid[],
    ends_on date,
    state text not null check (state in ('OPEN', 'ACCEPTED', 'WITHDRAWN')),
    invited_by text not null,
    invited_at timestamptz not null,
    expires_at timestamptz not null,
    version bigint not null,
    check (state = 'OPEN' or email is null)
);
create index invitation_open on invitation (institution_id, id desc) where state = 'OPEN';
alter table invitation enable row level security;
create policy staff on invitation using (testamur_works_for(institution_id));

-- What was done with memberships and invitations: by whom (the hash of the log-in), when, and what it led to.
create table people_change (
    id uuid primary key,
    institution_id text not null,
    what text not null,
    done_at timestamptz not null,
    done_by text not null,
    membership_id uuid,
    invitation_id uuid,
    roles text[] not null,
    micro_credentials uuid[],
    ends_on date
);
create index people_change_institution on people_change (institution_id, id desc);
alter table people_change enable row level security;
create policy staff_reads on people_change for select using (testamur_works_for(institution_id));
create policy staff_adds on people_change for insert with check (testamur_works_for(institution_id));

-- Codes that were tried, by log-in, whichever instance was asked.
create table invitation_attempt (
    login text primary key,
    attempts integer not null,
    since timestamptz not null
);
create index invitation_attempt_since on invitation_attempt (since);

-- How people reach an institution.
alter table organisation add column contact_email text;
alter table organisation add column contact_telephone text;
alter table organisation add column contact_url text;

-- An assessor may be limited to some micro-credentials: staff's view of others is not there for them. What is published
-- anybody reads, and nobody is limited in that.
create policy limited on micro_credential as restrictive using (testamur_may_work_on(id));
create policy limited on micro_credential_draft as restrictive using (testamur_may_work_on(micro_credential_id));
