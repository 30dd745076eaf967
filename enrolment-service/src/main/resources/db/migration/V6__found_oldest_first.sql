-- As the one with five parameters, which instances of the release before still call, and oldest first on demand.
create function testamur_finds_learners(
    words text, address text, own_number text, after uuid, oldest boolean, most integer)
returns setof uuid language sql stable security definer set search_path from current as $$
    select found.id from (
        select l.id from learner l
            where to_tsvector('simple', testamur_folded(l.name)) @@ to_tsquery('simple', words)
        union
        select l.id from learner l
            where lower(l.email) collate "C" >= address and lower(l.email) collate "C" < address || chr(1114111)
        union
        select n.learner_id from learner_number n
            where n.institution_id = testamur_tenant() and n.number = own_number
    ) found
    where testamur_actor() = 'staff'
        and (after is null or case when oldest then found.id > after else found.id < after end)
        and (exists (
                select 1 from enrolment e where e.learner_id = found.id and e.institution_id = testamur_tenant())
            or exists (
                select 1 from learner r where r.id = found.id and r.registered_by = testamur_tenant()
                    and testamur_keeps_registered(r.id)))
    order by case when oldest then found.id end, found.id desc limit most
$$;
