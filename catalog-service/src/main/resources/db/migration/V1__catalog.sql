-- Institutions and employers. Everybody may read them; an institution's own people and the system may write.
create table organisation (
    id uuid primary key,
    kind text not null check (kind in ('institution', 'employer')),
    slug text not null unique,
    name text not null,
    url text not null,
    country text,
    time_zone text,
    languages text[],
    issuer_id text unique,
    issuer_base_url text,
    logo_id uuid,
    version bigint not null,
    check (kind = 'employer' or (country is not null and time_zone is not null and languages is not null
        and issuer_id is not null and issuer_base_url is not null))
);
create index organisation_kind on organisation (kind, id desc);
alter table organisation enable row level security;
create policy everyone on organisation for select using (true);
create policy itself on organisation using (testamur_works_for(id::text));

-- Credentials name their issuer for ever: it is fixed when the institution is set up.
create function organisation_identity_is_fixed() returns trigger language plpgsql as $$
begin
    if (new.slug, new.issuer_id, new.issuer_base_url)
            is distinct from (old.slug, old.issuer_id, old.issuer_base_url) then
        raise exception 'slug and issuer of an organisation never change';
    end if;
    return new;
end $$;
create trigger organisation_identity_is_fixed before update on organisation
    for each row execute function organisation_identity_is_fixed();

-- Logos and the images of micro-credentials; a changed image is a new row.
create table image (
    id uuid primary key,
    institution_id text not null,
    media_type text not null check (media_type in ('image/png', 'image/svg+xml')),
    content bytea not null check (length(content) <= 1048576)
);

-- The columns from title to search repeat the latest published version (before there is one, the draft), to search by.
create table micro_credential (
    id uuid primary key,
    institution_id text not null,
    state text not null check (state in ('DRAFT', 'PUBLISHED', 'CLOSED', 'RETIRED')),
    latest integer check ((latest is null) = (state = 'DRAFT')),
    title text not null,
    language text not null,
    award_type text not null,
    search text not null,
    version bigint not null
);
create index micro_credential_institution on micro_credential (institution_id, id desc);
create index micro_credential_offered on micro_credential (id desc) where state in ('PUBLISHED', 'CLOSED');
alter table micro_credential enable row level security;
create policy staff on micro_credential using (testamur_works_for(institution_id));
create policy public on micro_credential for select using (testamur_actor() = 'public' and state <> 'DRAFT');

-- What is being written, in a table of its own so that the public can't see it in any way.
create table micro_credential_draft (
    micro_credential_id uuid primary key references micro_credential (id),
    institution_id text not null default testamur_tenant(),
    definition text not null check (definition is json object),
    image_id uuid references image (id),
    image_media_type text
);
alter table micro_credential_draft enable row level security;
create policy staff on micro_credential_draft using (testamur_works_for(institution_id));

create table micro_credential_version (
    micro_credential_id uuid not null references micro_credential (id),
    number integer not null,
    institution_id text not null,
    definition text not null check (definition is json object),
    image_id uuid references image (id),
    image_media_type text,
    base_url text not null,
    published_at timestamptz not null,
    primary key (micro_credential_id, number)
);
create index micro_credential_version_image on micro_credential_version (image_id);
alter table micro_credential_version enable row level security;
create policy staff on micro_credential_version using (testamur_works_for(institution_id));
create policy public on micro_credential_version for select using (testamur_actor() = 'public');

create function published_versions_never_change() returns trigger language plpgsql as $$
begin
    raise exception 'a published version never changes';
end $$;
create trigger published_versions_never_change before update or delete on micro_credential_version
    for each row execute function published_versions_never_change();

alter table image enable row level security;
create policy staff on image using (testamur_works_for(institution_id));
create policy public on image for select using (testamur_actor() = 'public' and (
    exists (select 1 from micro_credential_version v where v.image_id = image.id)
    or exists (select 1 from organisation o where o.logo_id = image.id)));
alter table organisation add foreign key (logo_id) references image (id);
