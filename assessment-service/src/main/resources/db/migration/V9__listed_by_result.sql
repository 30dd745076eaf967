-- Active enrolments of an institution are listed by id, with whether a result stands on each.
create index enrolment_of_institution on enrolment (institution_id, id desc) where state = 'ACTIVE';
