-- A compressed document is a little longer than what a row may be before it is cut into pieces of a table beside, with an
-- index of its own: that costs more than the row. With this it stays in its row.
alter table credential set (toast_tuple_target = 4096);
