-- As in verification: pglz costs more than all the rest of a row. A server without LZ4 keeps what it has.
do $$
begin
    alter table credential alter column document set compression lz4;
exception when feature_not_supported or invalid_parameter_value then
    null;
end $$;
