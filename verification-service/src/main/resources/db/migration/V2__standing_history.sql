-- How a credential stands is told by codes; what registrars wrote freely is neither kept nor shown any more. The columns
-- go once no instance that writes them is left.
alter table verification_record
    add column fact_version bigint not null default 0,
    add column reason_code text,
    add column hidden boolean not null default false,
    drop constraint verification_record_status_check,
    drop constraint erased_means_gone;
update verification_record set reason = null where reason is not null;
alter table verification_record
    add constraint verification_record_status_check
        check (status in ('valid', 'suspended', 'revoked', 'superseded', 'erased')),
    add constraint erased_means_gone check (
        case
            when status = 'erased' then not hidden and num_nonnulls(reason, reason_code, superseded_by, learner_id,
                enrolment_id, credential_url, awarded_at, valid_from, valid_until, achievement_id, achievement_name,
                document) = 0
            -- Replaced under another name: nothing is kept that says whose it was or what has taken its place.
            when hidden then status = 'superseded' and num_nonnulls(reason_code, superseded_by, awarded_at, valid_from,
                valid_until, document) = 0
                and num_nulls(learner_id, enrolment_id, credential_url, achievement_id, achievement_name) = 0
            else num_nulls(learner_id, enrolment_id, credential_url, awarded_at, valid_from, achievement_id,
                achievement_name, document) = 0
        end);

-- The history of how each credential stood: changed_at is when its issuer changed it.
alter table record_change
    add column reason_code text,
    drop constraint record_change_credential_id_fkey;
update record_change set reason = null where reason is not null;

-- Documents are read as often as they are written, and pglz costs more than all the rest of a row.
do $$
begin
    alter table verification_record alter column document set compression lz4;
exception when feature_not_supported or invalid_parameter_value then
    null;
end $$;
