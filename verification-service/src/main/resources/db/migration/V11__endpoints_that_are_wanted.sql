-- A new endpoint proves that it is wanted before anything else is sent to it. Those that are there count as verified.
alter table webhook_endpoint
    drop constraint webhook_endpoint_state_check,
    add constraint webhook_endpoint_state_check
        check (state in ('unverified', 'verification-failed', 'active', 'disabled'));

-- The challenge that an endpoint that is not verified is sent, encrypted as secrets are. Each try is counted before it is
-- made, so that one whose outcome cannot be noted is not made again at once.
create table endpoint_verification (
    endpoint_id uuid primary key references webhook_endpoint on delete cascade,
    employer_id uuid not null,
    webhook_id text not null,
    challenge bytea not null,
    tries integer not null default 0,
    started_at timestamptz not null,
    due_at timestamptz not null,
    gives_up_at timestamptz not null,
    last_tried_at timestamptz,
    last_detail text
);
create index endpoint_verification_due on endpoint_verification (due_at);

alter table endpoint_verification enable row level security;
create policy system on endpoint_verification using (testamur_actor() = 'system');
create policy partner on endpoint_verification
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());

-- How many challenges an employer has begun within the hour: each may go to somebody who never asked for it.
create table challenge_allowance (
    employer_id uuid primary key,
    hour timestamptz not null,
    challenges integer not null
);
alter table challenge_allowance enable row level security;
create policy system on challenge_allowance using (testamur_actor() = 'system');
create policy partner on challenge_allowance
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner());

-- What has ended is deleted in the order in which it ended.
create index delivery_ended on delivery (ended_at) where state <> 'pending';
