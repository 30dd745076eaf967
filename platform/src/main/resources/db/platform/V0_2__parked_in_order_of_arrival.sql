-- Offsets order records of one partition only, and a key moves to another when its topic is given more of them.
alter table parked_event add column seq bigint generated always as identity;
drop index parked_event_key;
create index parked_event_key on parked_event (consumer, key, seq);
create unique index parked_event_seq on parked_event (seq);
