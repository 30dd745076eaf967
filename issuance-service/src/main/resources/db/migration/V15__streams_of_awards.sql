-- Streams follow an award by its enrolment, and all awards of a batch.
create trigger award_told after insert on award
    referencing new table as changed for each statement execute function testamur_tell_streams('enrolment_id', 'batch_id');
create trigger award_changed after update on award
    referencing new table as changed for each statement execute function testamur_tell_streams('enrolment_id', 'batch_id');
