-- What is due for an endpoint is read in the order of the facts. Without this a plan made while the table was empty reads all
-- that was ever delivered, by the primary key.
create index delivery_pending on delivery (endpoint_id, delivery_id) where state = 'pending';
