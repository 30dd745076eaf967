-- An employer that has something sent again holds the grant that it rests on until that is committed (select for key
-- share, which row-level security takes for an update). It still changes none: no new row passes the check.
create policy partner_holds on employer_grant for update
    using (testamur_actor() = 'partner' and employer_id::text = testamur_partner())
    with check (false);
