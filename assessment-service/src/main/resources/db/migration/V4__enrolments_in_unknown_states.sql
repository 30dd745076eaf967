-- Enrolment may tell of states that this service does not know yet: nothing is recorded on such an enrolment.
alter table enrolment
    drop constraint enrolment_state_check,
    add constraint enrolment_state_check check (state in ('ACTIVE', 'WITHDRAWN', 'UNKNOWN', 'ERASED'));
