-- What issuance knows of others (issuer's organisation, micro_credential_version, learner, enrolment) and what it owns
-- (keys, awards, credentials, status lists). Every table is under row-level security.

-- Institutions, as issuers. What stands here is public.
create table issuer (
    institution_id text primary key,
    slug text not null unique,
    issuer_id text not null unique,
    issuer_base_url text not null,
    name text not null,
    url text not null,
    logo_url text,
    time_zone text not null,
    did_document text,
    organisation_version bigint not null,
    version bigint not null default 0
);
alter table issuer enable row level security;
create policy everyone on issuer for select using (testamur_actor() <> 'none');
create policy service on issuer using (testamur_actor() = 'system' and testamur_works_for(institution_id));

-- Private keys, each sealed with a data key that the key-encryption key wraps. The two unique constraints are what
-- keeps instances that set up an institution at the same time from making two keys.
create table signing_key (
    key_id text primary key,
    institution_id text not null references issuer,
    number integer not null,
    public_key_multibase text not null unique,
    state text not null check (state in ('active', 'retired', 'compromised')),
    wrapped_data_key bytea not null,
    sealed_seed bytea not null,
    valid_from timestamptz not null,
    valid_until timestamptz,
    unique (institution_id, number)
);
create unique index signing_key_active on signing_key (institution_id) where state = 'active';
alter table signing_key enable row level security;
create policy service on signing_key using (testamur_actor() = 'system' and testamur_works_for(institution_id));

-- One row: proves that the key which credential ids are made with has not changed.
create table credential_id_key (
    one boolean primary key default true check (one),
    fingerprint text not null
);

-- Published versions, shared by all.
create table micro_credential_version (
    micro_credential_id uuid not null,
    number integer not null,
    institution_id text not null,
    content jsonb not null,
    primary key (micro_credential_id, number)
);
alter table micro_credential_version enable row level security;
create policy everyone on micro_credential_version for select using (testamur_actor() <> 'none');
create policy service on micro_credential_version
    using (testamur_actor() = 'system' and testamur_works_for(institution_id));

-- Personal data: only the service itself reads it.
create table learner (
    learner_id uuid primary key,
    name text not null,
    email text not null,
    did text,
    name_consent boolean not null,
    evidence_consent boolean not null,
    result_consent boolean not null
);
alter table learner enable row level security;
create policy service on learner using (testamur_actor() = 'system');

create table learner_login (
    issuer text not null,
    subject text not null,
    learner_id uuid not null references learner on delete cascade,
    primary key (issuer, subject)
);
create index learner_login_learner on learner_login (learner_id);
alter table learner_login enable row level security;
create policy service on learner_login using (testamur_actor() = 'system');

-- Who was erased: what arrives of them later is refused.
create table erased_learner (
    learner_id uuid primary key,
    erased_at timestamptz not null
);
alter table erased_learner enable row level security;
create policy service on erased_learner using (testamur_actor() = 'system');

create table enrolment (
    enrolment_id uuid primary key,
    institution_id text not null,
    learner_id uuid not null,
    micro_credential_id uuid not null,
    micro_credential_version integer not null,
    enrolled_at timestamptz not null
);
create index enrolment_learner on enrolment (learner_id);
alter table enrolment enable row level security;
create policy staff on enrolment using (testamur_works_for(institution_id));
create policy self on enrolment for select
    using (testamur_actor() = 'self' and learner_id::text = testamur_person());

-- Where each enrolment stands: the newest result that was decided on, and the newest credential.
create table award (
    enrolment_id uuid primary key,
    institution_id text not null,
    learner_id uuid not null,
    micro_credential_id uuid not null,
    micro_credential_version integer not null,
    state text not null check (state in ('NONE', 'WAITING', 'ISSUED', 'REFUSED', 'REVOKED', 'SUPERSEDED')),
    waiting_for text,
    waiting_since timestamptz,
    reason text,
    result_revision bigint not null default 0,
    credential_id uuid,
    credential_url text,
    award_number integer not null default 0,
    updated_at timestamptz not null,
    lock bigint not null default 0
);
create index award_institution on award (institution_id, enrolment_id);
create index award_learner on award (learner_id, enrolment_id);
create index award_waiting on award (waiting_since) where state = 'WAITING';
alter table award enable row level security;
create policy staff on award using (testamur_works_for(institution_id));
create policy self on award for select
    using (testamur_actor() = 'self' and learner_id::text = testamur_person());

-- Indexes are reserved here in blocks; the row is locked by nothing else.
create table status_allocation (
    institution_id text primary key,
    status_list_id uuid,
    next_counter integer not null default 0
);
alter table status_allocation enable row level security;
create policy service on status_allocation using (testamur_actor() = 'system' and testamur_works_for(institution_id));

create table status_list (
    id uuid primary key,
    institution_id text not null,
    url text not null unique,
    entries integer not null check (entries >= 131072),
    permutation_key bytea not null,
    changes bigint not null default 0,
    published_changes bigint not null default -1,
    publication bigint not null default 0,
    document text,
    valid_until timestamptz
);
create index status_list_due on status_list (valid_until);
alter table status_list enable row level security;
create policy staff on status_list using (testamur_works_for(institution_id));
create policy public on status_list for select using (testamur_actor() = 'public');

-- Says nothing of whose entry it is, so it stays when a learner is erased.
create table status_entry (
    status_list_id uuid not null references status_list,
    index integer not null,
    institution_id text not null,
    revoked boolean not null default false,
    primary key (status_list_id, index)
);
create index status_entry_revoked on status_entry (status_list_id, index) where revoked;
alter table status_entry enable row level security;
create policy staff on status_entry using (testamur_works_for(institution_id));

-- What was signed, as exact text. An erased credential keeps its id and its status entry, nothing else.
create table credential (
    id uuid primary key,
    institution_id text not null,
    enrolment_id uuid,
    learner_id uuid,
    micro_credential_id uuid,
    micro_credential_version integer,
    award_number integer,
    state text not null check (state in ('ISSUED', 'REVOKED', 'SUPERSEDED', 'ERASED')),
    reason text,
    superseded_by uuid,
    awarded_on date,
    awarded_at timestamptz,
    valid_from timestamptz,
    valid_until timestamptz,
    url text not null,
    status_list_id uuid not null,
    status_list_url text not null,
    status_list_index integer not null,
    content_digest text,
    document text,
    revision bigint not null,
    lock bigint not null default 0,
    unique (enrolment_id, award_number),
    unique (status_list_id, status_list_index),
    check ((document is null) = (state = 'ERASED'))
);
create unique index credential_live on credential (enrolment_id) where state = 'ISSUED';
create index credential_learner on credential (learner_id);
alter table credential enable row level security;
create policy staff on credential using (testamur_works_for(institution_id));
create policy self on credential for select
    using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy public on credential for select using (testamur_actor() = 'public');
