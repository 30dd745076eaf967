-- What open streams of events follow. A row is a stream's, for as long as it lasts at the longest; without its log it is
-- cheap, and after a crash no stream is open.
create unlogged table stream_watch (
    key uuid not null,
    stream uuid not null,
    until timestamptz not null,
    primary key (key, stream)
);
create index stream_watch_until on stream_watch (until);

-- For triggers of statements on tables whose rows are followed: notifies, as NOTIFY makes commits wait for one another, of
-- nothing but what is followed. Its arguments are the columns that hold keys.
create function testamur_tell_streams() returns trigger language plpgsql as $$
declare
    key text;
begin
    if exists (select 1 from stream_watch) then
        foreach key in array tg_argv loop
            execute format(
                'select pg_notify(''stream_changes'', watched.key::text)'
                    ' from (select distinct %1$I as key from changed) changes'
                    ' join stream_watch watched on watched.key = changes.key group by watched.key', key);
        end loop;
    end if;
    return null;
end $$;
