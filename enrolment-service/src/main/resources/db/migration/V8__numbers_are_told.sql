-- The numbers of institutions are part of a learner's fact, which staff of one of them may cause: it is told as a whole.
create policy staff_reads on learner_number for select using (
    testamur_actor() = 'staff' and exists (select 1 from learner l where l.id = learner_number.learner_id));
