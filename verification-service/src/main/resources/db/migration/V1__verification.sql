-- What everybody may know of organisations and issuers, as their owners tell it.
create table organisation (
    organisation_id uuid primary key,
    kind text not null check (kind in ('institution', 'employer')),
    slug text not null,
    name text not null,
    url text not null,
    time_zone text,
    logo_url text
);
create index organisation_slug on organisation (slug, kind);

create table issuer (
    institution_id uuid primary key,
    issuer_id text not null,
    issuer_base_url text not null,
    did_document text not null,
    keys text not null
);
create index issuer_id on issuer (issuer_id);

-- Learners who consent to their name being shown; nothing is kept of any other.
create table shown_name (
    learner_id uuid primary key,
    name text not null
);
alter table shown_name enable row level security;
create policy system on shown_name using (testamur_actor() = 'system');
create policy anyone on shown_name for select using (testamur_actor() = 'public');

-- Learners who were erased: what arrives late of them is not kept.
create table erased_learner (
    learner_id uuid primary key,
    erased_at timestamptz not null
);
alter table erased_learner enable row level security;
create policy system on erased_learner using (testamur_actor() = 'system');

-- One for each credential that was ever issued. An erased one keeps its id and what it was for, nothing of a person.
create table verification_record (
    credential_id uuid primary key,
    institution_id text not null,
    position uuid not null unique,
    version bigint not null,
    status text not null check (status in ('valid', 'revoked', 'superseded', 'erased')),
    reason text,
    superseded_by text,
    micro_credential_id uuid,
    learner_id uuid,
    enrolment_id uuid,
    credential_url text,
    awarded_at timestamptz,
    valid_from timestamptz,
    valid_until timestamptz,
    achievement_id text,
    achievement_name text,
    document text,
    recorded_at timestamptz not null,
    changed_at timestamptz not null,
    constraint erased_means_gone check (
        (status = 'erased' and num_nonnulls(reason, superseded_by, learner_id, enrolment_id, credential_url,
            awarded_at, valid_from, valid_until, achievement_id, achievement_name, document) = 0)
        or (status <> 'erased' and num_nulls(learner_id, enrolment_id, credential_url,
            awarded_at, valid_from, achievement_id, achievement_name, document) = 0))
);
create index verification_record_learner on verification_record (learner_id);
create index verification_record_institution on verification_record (institution_id, position);

create table record_change (
    credential_id uuid not null references verification_record,
    institution_id text not null,
    version bigint not null,
    status text not null,
    reason text,
    changed_at timestamptz not null,
    primary key (credential_id, version)
);

-- Which employers hear of an institution's credentials, and of what about them.
create table employer_grant (
    grant_id uuid primary key,
    institution_id text not null,
    employer_id uuid not null,
    event_types text[] not null,
    granted_at timestamptz not null,
    version bigint not null,
    unique (institution_id, employer_id)
);
create index employer_grant_employer on employer_grant (employer_id);

alter table employer_grant enable row level security;
create policy staff on employer_grant using (testamur_works_for(institution_id));
create policy partner on employer_grant for select
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());

alter table verification_record enable row level security;
create policy staff on verification_record using (testamur_works_for(institution_id));
create policy anyone on verification_record for select using (testamur_actor() = 'public');
create policy partner on verification_record for select using (
    testamur_actor() = 'partner' and status <> 'erased' and exists (
        select 1 from employer_grant granted where granted.institution_id = verification_record.institution_id
        and granted.employer_id::text = testamur_partner()));

alter table record_change enable row level security;
create policy staff on record_change using (testamur_works_for(institution_id));
create policy anyone on record_change for select using (testamur_actor() = 'public');

-- Where an employer wants to be told. Secrets are encrypted under a key that the database does not hold.
create table webhook_endpoint (
    endpoint_id uuid primary key,
    employer_id uuid not null,
    url text not null,
    event_types text[] not null,
    state text not null check (state in ('active', 'disabled')),
    disabled_because text,
    secret bytea not null,
    previous_secret bytea,
    previous_secret_until timestamptz,
    created_at timestamptz not null,
    version bigint not null
);
create index webhook_endpoint_employer on webhook_endpoint (employer_id);

-- Which instance sends to an endpoint now, and until when nothing is sent because it asked for less.
create table endpoint_lease (
    endpoint_id uuid primary key references webhook_endpoint on delete cascade,
    held_until timestamptz,
    leased_until timestamptz,
    lease uuid
);

create table delivery (
    delivery_id uuid primary key,
    webhook_id text not null unique,
    endpoint_id uuid not null references webhook_endpoint on delete cascade,
    employer_id uuid not null,
    institution_id text not null,
    credential_id uuid not null,
    event_type text not null,
    body text not null,
    state text not null check (state in ('pending', 'delivered', 'failed', 'cancelled')),
    tries integer not null default 0,
    due_at timestamptz not null,
    created_at timestamptz not null,
    ended_at timestamptz
);
create index delivery_due on delivery (endpoint_id, due_at) where state = 'pending';
create index delivery_employer on delivery (employer_id, delivery_id);
create index delivery_credential on delivery (credential_id);

create table delivery_attempt (
    delivery_id uuid not null references delivery on delete cascade,
    number integer not null,
    employer_id uuid not null,
    attempted_at timestamptz not null,
    outcome text not null,
    http_status integer,
    detail text not null,
    duration_millis bigint not null,
    primary key (delivery_id, number)
);

alter table webhook_endpoint enable row level security;
create policy system on webhook_endpoint using (testamur_actor() = 'system');
create policy partner on webhook_endpoint
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());

alter table endpoint_lease enable row level security;
create policy system on endpoint_lease using (testamur_actor() = 'system');
create policy partner on endpoint_lease using (
    testamur_actor() = 'partner' and exists (
        select 1 from webhook_endpoint endpoint where endpoint.endpoint_id = endpoint_lease.endpoint_id
        and endpoint.employer_id::text = testamur_partner()));

alter table delivery enable row level security;
create policy staff on delivery using (testamur_works_for(institution_id));
create policy partner on delivery using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());

alter table delivery_attempt enable row level security;
create policy system on delivery_attempt using (testamur_actor() = 'system');
create policy partner on delivery_attempt for select
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());
