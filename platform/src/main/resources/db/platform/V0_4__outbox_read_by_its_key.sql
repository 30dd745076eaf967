-- The outbox is small and its heap is not: rows that were sent stay there until it is vacuumed, and whoever scans it reads
-- all of them. The planner takes it for small and scans it, so vacuum does not wait for a share of the table, and who
-- reads the oldest rows goes by the key, whose entries of dead rows are passed over.
alter table outbox set (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_vacuum_cost_delay = 0);

-- When the oldest fact that was not sent yet was left there.
create function outbox_waits_since() returns timestamptz language sql stable
    set enable_seqscan = off
    set enable_bitmapscan = off
    set enable_sort = off
begin atomic
    select created_at from outbox order by seq limit 1;
end;
