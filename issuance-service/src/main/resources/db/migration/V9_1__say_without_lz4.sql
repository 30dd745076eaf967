-- V7 asked for LZ4 and kept quiet where the server was built without it: say so once, in the log.
do $$
begin
    if (select attcompression from pg_attribute
            where attrelid = 'credential'::regclass and attname = 'document') is distinct from 'l' then
        raise warning 'This PostgreSQL was built without LZ4: documents are compressed by pglz, which costs more time (docs/performance.md).';
    end if;
end $$;
