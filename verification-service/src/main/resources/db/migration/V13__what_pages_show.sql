-- What the catalogue tells of a version of a micro-credential and no credential holds; pages show it beside the credential.
create table micro_credential_version (
    achievement_id text primary key,
    micro_credential_id uuid not null,
    hours numeric,
    ects numeric,
    level_framework text,
    level_value text,
    assessment_type text,
    image_type text
);
create index micro_credential_version_key on micro_credential_version (micro_credential_id);

alter table organisation add column brand_colour text;
