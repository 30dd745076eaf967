-- What the catalog says; kept by its topics alone. Everybody's knowledge, so everybody reads and only the service writes.
create table organisation (
    id uuid primary key,
    kind text not null,
    slug text not null
);
create index organisation_slug on organisation (slug);
alter table organisation enable row level security;
create policy everybody_reads on organisation for select using (true);
create policy service_keeps on organisation using (testamur_actor() = 'system');

-- Published micro-credentials: a draft is never told, so it is unknown here.
create table micro_credential (
    id uuid primary key,
    institution_id text not null,
    state text not null,
    latest_version integer not null
);
alter table micro_credential enable row level security;
create policy everybody_reads on micro_credential for select using (true);
create policy service_keeps on micro_credential using (testamur_actor() = 'system');

-- Ids only: a row outlives its learner, and then says of nobody that they were enrolled.
create table enrolment (
    id uuid primary key,
    institution_id text not null,
    learner_id uuid not null,
    micro_credential_id uuid not null,
    micro_credential_version integer not null,
    state text not null check (state in ('ACTIVE', 'WITHDRAWN')),
    enrolled_at timestamptz not null,
    version bigint not null
);
create unique index one_active_enrolment on enrolment (learner_id, micro_credential_id) where state = 'ACTIVE';
create index enrolment_of_institution on enrolment (institution_id, id);
create index enrolment_in_micro_credential on enrolment (institution_id, micro_credential_id, id);
create index enrolment_of_learner on enrolment (learner_id, id);
alter table enrolment enable row level security;
-- Staff read and withdraw at their institution and enrol nobody; nobody deletes.
create policy staff_reads on enrolment for select using (testamur_works_for(institution_id));
create policy staff_changes on enrolment for update using (testamur_works_for(institution_id));
create policy self_reads on enrolment for select
    using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy self_enrols on enrolment for insert
    with check (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy self_changes on enrolment for update
    using (testamur_actor() = 'self' and learner_id::text = testamur_person());

create table learner (
    id uuid primary key,
    name text not null,
    email text not null,
    did text,
    consents_to_name boolean not null,
    consents_to_evidence boolean not null,
    consents_to_result boolean not null,
    registered_at timestamptz not null,
    version bigint not null
);
alter table learner enable row level security;
create policy self on learner using (testamur_actor() = 'self' and id::text = testamur_person());
-- The tenant * is that of work across all institutions, which no token gives.
create policy service on learner using (testamur_works_for('*'));
-- Staff read who is or was enrolled with them, and nobody else.
create policy staff_reads_enrolled on learner for select using (
    testamur_actor() = 'staff'
    and exists (select 1 from enrolment e where e.learner_id = learner.id and e.institution_id = testamur_tenant()));

create table login (
    issuer text not null,
    subject text not null,
    learner_id uuid not null references learner on delete cascade,
    primary key (issuer, subject)
);
create index login_of_learner on login (learner_id);
alter table login enable row level security;
create policy self on login using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on login using (testamur_works_for('*'));

-- At most one live invitation per learner; the code itself is never stored, and its use deletes the row.
create table login_invitation (
    learner_id uuid primary key references learner on delete cascade,
    code_hash text not null unique,
    expires_at timestamptz not null
);
alter table login_invitation enable row level security;
create policy self on login_invitation using (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on login_invitation using (testamur_works_for('*'));

-- Whom the platform has forgotten: ids only, kept for ever, so that the fact can be told again.
create table erasure (
    learner_id uuid primary key,
    enrolment_ids uuid[] not null,
    erased_at timestamptz not null
);
alter table erasure enable row level security;
create policy self on erasure for insert
    with check (testamur_actor() = 'self' and learner_id::text = testamur_person());
create policy service on erasure using (testamur_works_for('*'));
