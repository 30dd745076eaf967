-- One row that each instance writes now and then, to find out whether the database takes writes.
create table write_probe (
    one boolean primary key default true check (one),
    written_at timestamptz not null
);
