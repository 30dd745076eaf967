-- Consumers that stopped because record after record died of the same failure, until an operator resumes them.
create table stopped_consumer (
    consumer text primary key,
    failure text not null,
    since timestamptz not null
);

-- The kind of failure that a dead record died of.
alter table parked_event add column failure text;

-- How often a projection was to be rebuilt, and up to which of these it was. A key that was taken in an older generation
-- is taken once more in the version that it has.
create table projection_rebuild (
    consumer text primary key,
    generation integer not null,
    done integer not null default 0
);
alter table consumed_version add column generation integer not null default 0;

-- Effects are guarded by the version of the aggregate, noted in the same transaction as what they write. The ids of
-- events that were kept beside it never decided anything and grew for ever.
drop table inbox;
