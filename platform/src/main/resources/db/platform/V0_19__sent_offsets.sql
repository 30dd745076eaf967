-- The last record that the relay has sent to each partition of the service's own topics, noted in the transaction that
-- deletes the rows. A topic that holds a record beyond it whose event is not in the outbox has heard of a later state
-- than this database has: it is an older copy (ADR 18).
create table sent_offset (
    topic text not null,
    partition integer not null,
    last bigint not null,
    primary key (topic, partition)
) with (fillfactor = 50);

-- Whether the relay that leads next takes the present ends of the topics for what was sent. So it is in a database that
-- told facts before it could note this, as the numbers of its outbox show, and after a relay of an older release.
create table sent_offset_adoption (
    single boolean primary key default true check (single),
    due boolean not null
);
insert into sent_offset_adoption (due) select is_called from outbox_seq_seq;

-- Rows that go without a note of what was sent: a relay of an older release leads, before an upgrade has ended or after
-- one was taken back.
create function testamur_offsets_unnoted() returns trigger language plpgsql as $$
begin
    if current_setting('testamur.notes_offsets', true) is distinct from 'on' then
        update sent_offset_adoption set due = true where not due;
    end if;
    return null;
end $$;
create trigger offsets_unnoted after delete on outbox
    for each statement execute function testamur_offsets_unnoted();
