-- What catalog told. Published facts belong to everybody: no row-level security.
create table institution (
    id uuid primary key,
    slug text not null,
    time_zone text not null
);
create index institution_slug on institution (slug);

create table micro_credential_version (
    micro_credential_id uuid not null,
    number integer not null,
    pass_mark numeric not null,
    maximum_score numeric not null,
    primary key (micro_credential_id, number)
);

-- What enrolment told. An erased learner's enrolment stays known as such, without its learner.
create table enrolment (
    id uuid primary key,
    institution_id text not null,
    learner_id uuid,
    micro_credential_id uuid not null,
    micro_credential_version integer not null,
    state text not null check (state in ('ACTIVE', 'WITHDRAWN', 'ERASED')),
    enrolled_at timestamptz not null,
    check ((state = 'ERASED') = (learner_id is null))
);
create index enrolment_learner on enrolment (learner_id);
alter table enrolment enable row level security;
create policy staff on enrolment using (testamur_works_for(institution_id));

-- Personal: who logs in as whom, for "never on an enrolment of one's own" and for a learner's own results.
-- Staff see the log-ins of those who are enrolled with them, and no others.
create table learner (
    id uuid primary key
);
alter table learner enable row level security;
create policy service on learner using (testamur_actor() = 'system');
create policy staff on learner for select using (
    testamur_actor() = 'staff' and exists (select 1 from enrolment e where e.learner_id = learner.id));

create table learner_login (
    learner_id uuid not null references learner (id) on delete cascade,
    issuer text not null,
    subject text not null,
    primary key (learner_id, issuer, subject)
);
create index learner_login_name on learner_login (issuer, subject);
alter table learner_login enable row level security;
create policy service on learner_login using (testamur_actor() = 'system');
create policy staff on learner_login for select using (
    testamur_actor() = 'staff' and exists (select 1 from enrolment e where e.learner_id = learner_login.learner_id));

-- Ids that were erased, so that nothing which arrives late brings a learner back. Nobody is behind these ids any more.
create table erased_learner (
    id uuid primary key,
    erased_at timestamptz not null
);

create table result (
    enrolment_id uuid primary key,
    institution_id text not null,
    learner_id uuid,
    micro_credential_id uuid not null,
    micro_credential_version integer not null,
    revision bigint not null,
    change text not null check (change in ('RECORDED', 'CORRECTED', 'WITHDRAWN')),
    outcome text not null check (outcome in ('PASSED', 'FAILED', 'WITHDRAWN')),
    score numeric(12, 2),
    maximum_score numeric not null,
    pass_mark numeric not null,
    evidence jsonb not null,
    assessed_on date not null,
    withdrawal_reason text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    erased_at timestamptz,
    check ((erased_at is null) = (learner_id is not null)),
    check ((erased_at is null) = (score is not null))
);
create index result_institution on result (institution_id, enrolment_id desc) where erased_at is null;
create index result_learner on result (learner_id, enrolment_id desc);
create index result_micro_credential on result (micro_credential_id, enrolment_id desc) where erased_at is null;
alter table result enable row level security;
create policy staff on result using (testamur_works_for(institution_id));
create policy self on result for select using (
    testamur_actor() = 'self' and learner_id::text = testamur_person());

-- Every state that a result was in. Never changed, but for what an erasure takes out.
create table result_revision (
    enrolment_id uuid not null references result (enrolment_id),
    revision bigint not null,
    institution_id text not null,
    change text not null,
    outcome text not null,
    score numeric(12, 2),
    evidence jsonb not null,
    assessed_on date not null,
    withdrawal_reason text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (enrolment_id, revision)
);
alter table result_revision enable row level security;
create policy staff on result_revision using (testamur_works_for(institution_id));
