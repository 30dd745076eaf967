-- Which batch the present revision came in, so that a fact that is told again says so.
alter table result
    add column batch_id uuid,
    add column batch_row integer,
    add column batch_rows integer;

-- Results that a registrar sends by the thousand. The counters say what became of the rows; what none of them holds is
-- pending. finished_at is set when nothing is.
create table result_batch (
    id uuid primary key,
    institution_id text not null,
    state text not null check (state in ('ACCEPTED', 'RUNNING', 'FINISHED', 'CANCELLED')),
    rows integer not null check (rows > 0),
    recorded integer not null default 0,
    unchanged integer not null default 0,
    failed integer not null default 0,
    cancelled integer not null default 0,
    erased integer not null default 0,
    submitted_by text not null,
    submitted_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    cancelled_by text
);
create index result_batch_institution on result_batch (institution_id, id desc);
create index result_batch_open on result_batch (submitted_at) where finished_at is null;
alter table result_batch enable row level security;
create policy staff on result_batch using (testamur_works_for(institution_id));

-- What a row claims is kept until the row is settled. An erased learner's rows are deleted.
create table result_batch_row (
    batch_id uuid not null references result_batch on delete cascade,
    row integer not null check (row > 0),
    institution_id text not null,
    enrolment_id uuid not null,
    state text not null check (state in ('PENDING', 'RECORDED', 'UNCHANGED', 'FAILED', 'CANCELLED')),
    claim jsonb,
    revision bigint,
    due_at timestamptz not null,
    reason_code text,
    reason text,
    primary key (batch_id, row),
    check ((claim is not null) = (state = 'PENDING'))
);
create index result_batch_row_pending on result_batch_row (batch_id, row) where state = 'PENDING';
create index result_batch_row_state on result_batch_row (batch_id, state, row);
create index result_batch_row_enrolment on result_batch_row (enrolment_id);
alter table result_batch_row enable row level security;
create policy staff on result_batch_row using (testamur_works_for(institution_id));
