-- Passes that came after a decision of staff and wait for a registrar, and what became of them. The fact is what is to be
-- awarded; it goes when nothing can come of it any more. All goes with the award when the learner is erased.
create table waiting_pass (
    id uuid primary key,
    enrolment_id uuid not null references award on delete cascade,
    institution_id text not null,
    revision bigint not null,
    after text not null check (after in ('suspension', 'revocation')),
    fact text,
    since timestamptz not null,
    outcome text check (outcome in ('released', 'refused', 'overtaken')),
    reason_code text,
    note text,
    decided_by text,
    decided_at timestamptz,
    unique (enrolment_id, revision)
);
create index waiting_pass_open on waiting_pass (since) where outcome is null;
alter table waiting_pass enable row level security;
create policy staff on waiting_pass using (testamur_works_for(institution_id));
