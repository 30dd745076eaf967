-- The first line of what is searched is the title in lower case: lists are sorted by it.
create index micro_credential_by_title on micro_credential ((split_part(search, chr(10), 1)), id)
    where state in ('PUBLISHED', 'CLOSED');
