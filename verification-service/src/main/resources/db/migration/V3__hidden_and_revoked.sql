-- What was revoked and then hidden, because it bears a former name, stays revoked: only what was replaced says not even why.
alter table verification_record drop constraint erased_means_gone;
update verification_record hidden set status = revoked.status, reason_code = revoked.reason_code
from record_change revoked
where hidden.hidden and hidden.status = 'superseded'
    and revoked.credential_id = hidden.credential_id and revoked.status = 'revoked';
update record_change change set status = hidden.status, reason_code = hidden.reason_code
from verification_record hidden
where hidden.hidden and hidden.status = 'revoked'
    and change.credential_id = hidden.credential_id and change.version = hidden.version;
alter table verification_record
    add constraint erased_means_gone check (
        case
            when status = 'erased' then not hidden and num_nonnulls(reason, reason_code, superseded_by, learner_id,
                enrolment_id, credential_url, awarded_at, valid_from, valid_until, achievement_id, achievement_name,
                document) = 0
            when hidden then (status = 'revoked' or (status = 'superseded' and reason_code is null))
                and num_nonnulls(superseded_by, awarded_at, valid_from, valid_until, document) = 0
                and num_nulls(learner_id, enrolment_id, credential_url, achievement_id, achievement_name) = 0
            else num_nulls(learner_id, enrolment_id, credential_url, awarded_at, valid_from, achievement_id,
                achievement_name, document) = 0
        end);
