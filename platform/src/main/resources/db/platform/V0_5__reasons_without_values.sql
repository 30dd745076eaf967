-- What an exception said may quote the value that it was about: of what is dead already only the kind of failure stays.
update parked_event set reason = split_part(reason, ':', 1) where state = 'dead';
