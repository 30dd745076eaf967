-- Several keys for each institution, the history of DID documents, and what follows from a compromised key.

alter table signing_key
    drop constraint signing_key_state_check,
    add check (state in ('pending', 'active', 'retired', 'compromised')),
    -- Where the private half lives: here, sealed, or in a backend that knows it by a reference.
    add column backend text not null default 'database',
    add column reference text,
    -- The id of the key-encryption key that wraps the data key; null until an instance has noted it.
    add column wrapped_by text,
    add column signs_from timestamptz,
    add column compromised_at timestamptz,
    alter column wrapped_data_key drop not null,
    alter column sealed_seed drop not null,
    add check ((backend = 'database') = (sealed_seed is not null)),
    add check ((sealed_seed is null) = (wrapped_data_key is null)),
    add check ((backend = 'database') = (reference is null)),
    add check ((state = 'compromised') = (compromised_at is not null));
create unique index signing_key_pending on signing_key (institution_id) where state = 'pending';

-- Who did what to which key.
create table signing_key_audit (
    id uuid primary key,
    institution_id text not null,
    number integer not null,
    act text not null,
    actor text not null,
    note text,
    at timestamptz not null
);
create index signing_key_audit_institution on signing_key_audit (institution_id, id);
alter table signing_key_audit enable row level security;
create policy service on signing_key_audit using (testamur_actor() = 'system' and testamur_works_for(institution_id));

-- Every DID document that was ever published, each from when to when.
create table did_document_version (
    institution_id text not null references issuer,
    number integer not null,
    document text not null,
    valid_from timestamptz not null,
    valid_until timestamptz,
    primary key (institution_id, number)
);
create unique index did_document_version_present on did_document_version (institution_id) where valid_until is null;
alter table did_document_version enable row level security;
create policy everyone on did_document_version for select using (testamur_actor() <> 'none');
create policy service on did_document_version using (testamur_actor() = 'system' and testamur_works_for(institution_id));

insert into did_document_version (institution_id, number, document, valid_from)
    select institution_id, 1, did_document, coalesce(
        (select min(valid_from) from signing_key k where k.institution_id = i.institution_id), now())
    from issuer i where did_document is not null;

-- Which key signed a credential. Whoever keeps one without saying so has it read from the proof: raw quotes stand around
-- that member only, in values they are escaped.
create function key_id_of(document text) returns text language sql immutable
    return nullif(split_part(split_part(document, '"verificationMethod":"', 2), '"', 1), '');
alter table credential add column key_id text;
update credential set key_id = key_id_of(document) where document is not null;
create function credential_key_of_document() returns trigger language plpgsql as $$
begin
    new.key_id := key_id_of(new.document);
    return new;
end $$;
create trigger credential_key_of_document before insert on credential for each row
    when (new.key_id is null and new.document is not null) execute function credential_key_of_document();
create index credential_key on credential (key_id, id);

-- Nothing is kept that was signed with a key after its compromise was published, or long after it was retired, though
-- an instance that has not heard of it may still sign. Whoever keeps credentials shares a lock that whoever declares a
-- compromise holds alone: each credential is there before the compromise, and is found, or is refused. 40001 tells
-- the caller to do it all again, with the key that signs now.
create function credential_key_counts() returns trigger language plpgsql security definer set search_path from current as $$
declare
    of_key text;
begin
    for of_key in select distinct key_id from added where key_id is not null order by key_id loop
        perform pg_advisory_xact_lock_shared(hashtextextended('signing key ' || of_key, 0));
        if exists (select 1 from signing_key where key_id = of_key
                and (state = 'compromised' or (state = 'retired' and valid_until < now()))) then
            raise exception 'the key % signs no more', of_key using errcode = 'serialization_failure';
        end if;
    end loop;
    return null;
end $$;
create trigger credential_key_counts after insert on credential referencing new table as added
    for each statement execute function credential_key_counts();

-- A compromise and how far its consequences have been drawn. The cursor is the last credential that was dealt with.
create table key_compromise (
    id uuid primary key,
    institution_id text not null,
    key_id text not null unique,
    number integer not null,
    since timestamptz,
    note text,
    declared_by text not null,
    declared_at timestamptz not null,
    credentials bigint not null,
    cursor uuid,
    finished_at timestamptz
);
create index key_compromise_unfinished on key_compromise (id) where finished_at is null;
alter table key_compromise enable row level security;
create policy service on key_compromise using (testamur_actor() = 'system' and testamur_works_for(institution_id));

create table key_compromise_outcome (
    compromise_id uuid not null references key_compromise,
    credential_id uuid not null,
    institution_id text not null,
    outcome text not null check (outcome in ('reissued', 'revoked', 'ended', 'failed')),
    replacement_id uuid,
    reason text,
    at timestamptz not null,
    primary key (compromise_id, credential_id)
);
create index key_compromise_outcome_kind on key_compromise_outcome (compromise_id, outcome, credential_id);
alter table key_compromise_outcome enable row level security;
create policy service on key_compromise_outcome
    using (testamur_actor() = 'system' and testamur_works_for(institution_id));
