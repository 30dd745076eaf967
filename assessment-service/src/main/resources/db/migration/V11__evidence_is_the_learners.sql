-- Evidence is kept here alone, learners are only known here: it goes by an erasure, and not when what is known is read anew.
alter table learner_evidence drop constraint learner_evidence_learner_id_fkey;
create policy erasure on learner_evidence for delete using (testamur_works_for(institution_id));
