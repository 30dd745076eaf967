-- What was told of results, noted by a consumer of its own that decides nothing: what awards and credentials are held
-- against. The fact itself is kept of passes, so that one that came to nothing can be decided again.
create table result_told (
    enrolment_id uuid primary key,
    institution_id text not null,
    revision bigint not null,
    outcome text not null,
    recorded_at timestamptz not null,
    fact text
);
create index result_told_recorded on result_told using brin (recorded_at);
alter table result_told enable row level security;
create policy staff on result_told using (testamur_works_for(institution_id));

create index credential_awarded on credential using brin (awarded_at);

-- The last run over all institutions, which every instance shows.
create table reconciliation_run (
    one boolean primary key default true check (one),
    started_at timestamptz not null,
    findings jsonb not null
);
alter table reconciliation_run enable row level security;
create policy service on reconciliation_run using (testamur_actor() = 'system');
