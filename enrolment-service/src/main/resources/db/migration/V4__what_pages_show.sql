-- What pages show of organisations and micro-credentials beside their ids. Null until the facts are read once more, which
-- is asked for here.
alter table organisation
    add column name text,
    add column url text,
    add column time_zone text,
    add column logo_url text;

-- By number of the version: title, and address and alternative text of the image.
alter table micro_credential add column versions jsonb not null default '{}';

insert into projection_rebuild as known (consumer, generation)
select consumer, 1 from (values ('enrolment.organisations'), ('enrolment.micro-credentials')) as asked (consumer)
where exists (select 1 from organisation)
on conflict (consumer) do update set generation = known.generation + 1;
