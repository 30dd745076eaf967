-- While learners are told anew, what was known of them stays, unseen, to be compared with: a name that changed meanwhile
-- is noticed, and no older fact stands for a newer one.
alter table learner add column version bigint not null default 0;
alter table learner add column known boolean not null default true;
update learner set version = c.version from consumed_version c
where c.topic = 'enrolment.learners' and c.consumer = 'issuance.learners' and c.key = learner.learner_id::text;
