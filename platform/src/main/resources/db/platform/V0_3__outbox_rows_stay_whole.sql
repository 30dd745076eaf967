-- A row of the outbox lives for moments: to compress its payload costs more than all the rest of it.
alter table outbox set (toast_tuple_target = 8160);
