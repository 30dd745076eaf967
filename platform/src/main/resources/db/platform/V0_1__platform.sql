-- What the platform keeps in every service's database. None of it belongs to one institution, so none of it
-- is under row-level security: the application reads it as itself, never for a caller.

-- On whose behalf a transaction runs; set at the start of each by the application (see tenancy.Access).
create function testamur_actor() returns text language sql stable
    return coalesce(nullif(current_setting('testamur.actor', true), ''), 'none');
create function testamur_tenant() returns text language sql stable
    return nullif(current_setting('testamur.tenant', true), '');
create function testamur_person() returns text language sql stable
    return nullif(current_setting('testamur.person', true), '');
create function testamur_partner() returns text language sql stable
    return nullif(current_setting('testamur.partner', true), '');
-- Staff and system work see the rows of the institution they work for; system work for all institutions sees all.
create function testamur_works_for(tenant text) returns boolean language sql stable
    return (testamur_actor() in ('staff', 'system') and testamur_tenant() = tenant)
        or (testamur_actor() = 'system' and testamur_tenant() = '*');

-- Facts that are committed and not yet sent. Column names follow Debezium's outbox event router.
create table outbox (
    seq bigint generated always as identity primary key,
    id uuid not null unique,
    aggregatetype text not null,
    aggregateid text not null,
    type text not null,
    headers jsonb not null,
    payload text,
    created_at timestamptz not null
);

-- Events whose effects are committed.
create table inbox (
    consumer text not null,
    event_id text not null,
    received_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index inbox_received on inbox (received_at);

-- The newest version of each key that a consumer has taken: guards projections, answers Testamur-After.
create table consumed_version (
    topic text not null,
    key text not null,
    consumer text not null,
    version bigint not null,
    primary key (topic, key, consumer)
);

-- Records that wait: for something they refer to, for an operator (dead), or behind one of their key that waits.
create table parked_event (
    consumer text not null,
    topic text not null,
    partition integer not null,
    record_offset bigint not null,
    key text not null,
    headers jsonb not null,
    value bytea,
    state text not null check (state in ('waiting', 'dead', 'behind')),
    awaiting text,
    reason text not null,
    attempts integer not null default 0,
    parked_at timestamptz not null,
    due_at timestamptz not null,
    primary key (consumer, topic, partition, record_offset)
);
create index parked_event_key on parked_event (consumer, key, record_offset);
create index parked_event_due on parked_event (due_at) where state <> 'dead';
create index parked_event_awaiting on parked_event (awaiting) where awaiting is not null;

-- Answers to requests that carried an Idempotency-Key, stored in the transaction that they speak of.
create table idempotency_reply (
    caller text not null,
    key text not null,
    request_hash text not null,
    status integer,
    headers jsonb,
    body text,
    created_at timestamptz not null,
    primary key (caller, key)
);
create index idempotency_reply_created on idempotency_reply (created_at);
