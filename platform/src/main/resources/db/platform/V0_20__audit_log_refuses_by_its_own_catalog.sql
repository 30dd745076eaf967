-- A caller's temporary table pg_class, found first, could have said who owns the audit log.
alter function testamur_audit.refuse_change() set search_path = pg_catalog, pg_temp;
