-- Of which batch of results an award came, and in which of its rows it stood.
alter table award
    add column batch_id uuid,
    add column batch_row integer,
    add column batch_rows integer;
create index award_batch on award (batch_id, batch_row) where batch_id is not null;
