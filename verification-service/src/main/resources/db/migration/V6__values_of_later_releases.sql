-- Facts may hold values that this service does not know yet: an organisation of another kind is kept as such, and how a
-- credential stands in a state that is not known cannot be told.
alter table organisation drop constraint organisation_kind_check;
alter table verification_record
    drop constraint verification_record_status_check,
    drop constraint erased_means_gone,
    add constraint verification_record_status_check
        check (status in ('valid', 'suspended', 'revoked', 'superseded', 'cannot-tell', 'erased')),
    add constraint erased_means_gone check (
        case
            when status = 'erased' then not hidden and num_nonnulls(reason, reason_code, superseded_by, learner_id,
                enrolment_id, credential_url, awarded_at, valid_from, valid_until, achievement_id, achievement_name,
                document) = 0
            when hidden then (status in ('revoked', 'cannot-tell') or (status = 'superseded' and reason_code is null))
                and num_nonnulls(superseded_by, awarded_at, valid_from, valid_until, document) = 0
                and num_nulls(learner_id, enrolment_id, credential_url, achievement_id, achievement_name) = 0
            else num_nulls(learner_id, enrolment_id, credential_url, awarded_at, valid_from, achievement_id,
                achievement_name, document) = 0
        end);
