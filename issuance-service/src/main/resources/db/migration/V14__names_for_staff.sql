-- Staff see by name whose awards they see.
create policy staff_reads on learner for select using (
    testamur_actor() = 'staff'
    and exists (select 1 from award a where a.learner_id = learner.learner_id and a.institution_id = testamur_tenant()));
