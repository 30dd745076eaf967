-- Streams follow a batch by its id.
create trigger result_batch_changed after update on result_batch
    referencing new table as changed for each statement execute function testamur_tell_streams('id');
