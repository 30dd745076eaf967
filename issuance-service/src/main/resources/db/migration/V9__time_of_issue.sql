-- When a credential was issued, which may be long after the date of its award. Of those that are there, their proof tells
-- it: the last in the document, with raw quotes around it, which stand escaped in values. What an instance of an older
-- version keeps meanwhile was issued when it was kept.
alter table credential add column issued_at timestamptz;
update credential set issued_at = coalesce(
        substring(document from '.*"created":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"')::timestamptz, awarded_at)
    where document is not null;
alter table credential alter column issued_at set default now();

create index credential_issued on credential using brin (issued_at);
drop index credential_awarded;
