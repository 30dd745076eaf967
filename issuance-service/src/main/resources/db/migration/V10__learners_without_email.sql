-- Staff may register a learner of whom no address is known.
alter table learner alter column email drop not null;
