-- How often a row was looked at: how long it waits for what is not here is counted in looks, so that it is not over when a
-- service that stood still goes on.
alter table result_batch_row
    add column looks integer not null default 0;
