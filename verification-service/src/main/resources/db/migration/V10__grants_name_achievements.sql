-- A grant names micro-credentials and ends. A row that an instance of before writes opens nothing: it names none and has ended.
alter table employer_grant
    add column all_micro_credentials boolean not null default false,
    add column micro_credential_ids uuid[] not null default '{}',
    add column ends_on date,
    add column ends_at timestamptz not null default now(),
    -- What waited when it ended at this time is cancelled.
    add column closed_for timestamptz;
-- What was granted before named nothing and had no end: it goes on for a year, for everything, until it is granted anew.
update employer_grant set all_micro_credentials = true, ends_at = now() + interval '1 year';
create index employer_grant_ending on employer_grant (ends_at) where closed_for is distinct from ends_at;

drop policy partner on verification_record;
create policy partner on verification_record for select using (
    testamur_actor() = 'partner' and status <> 'erased' and exists (
        select 1 from employer_grant granted where granted.institution_id = verification_record.institution_id
        and granted.employer_id::text = testamur_partner() and granted.ends_at > now()
        and (granted.all_micro_credentials
            or verification_record.micro_credential_id = any(granted.micro_credential_ids))));

-- Which employers a learner lets have the links to their credentials; a row for each consent, none without.
create table employer_consent (
    learner_id uuid not null,
    employer_id uuid not null,
    primary key (learner_id, employer_id)
);
create index employer_consent_employer on employer_consent (employer_id);
alter table employer_consent enable row level security;
create policy system on employer_consent using (testamur_actor() = 'system');
create policy partner on employer_consent for select
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());
