-- What left a delivery, as W3C Trace Context has it; null where that was not traced.
alter table delivery add column traceparent text;
