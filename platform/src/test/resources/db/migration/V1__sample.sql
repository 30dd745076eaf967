create table note (
    id uuid primary key,
    institution_id text not null,
    text text not null,
    version bigint not null
);
alter table note enable row level security;
create policy staff on note using (testamur_works_for(institution_id));
create policy public on note for select using (testamur_actor() = 'public');

-- What the sample's consumers took, in the order in which they took it.
create table taken (
    seq bigint generated always as identity primary key,
    consumer text not null,
    key text not null,
    version bigint not null
);
create table known_thing (
    id text primary key
);
