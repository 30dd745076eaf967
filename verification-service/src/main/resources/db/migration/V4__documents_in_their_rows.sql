-- As in issuance: a compressed document stays in its row, rather than in pieces of a table beside.
alter table verification_record set (toast_tuple_target = 4096);
