-- A name is shown when somebody vouches for it, a hash of the e-mail address by a consent of its own. Of those who are
-- known already nobody knew of either: what shows their name keeps it until they bear another, what shows the hash keeps
-- it until it is issued anew or the consent is given and taken back. Their DIDs stay.
alter table learner
    add column name_standing text not null default 'before'
        check (name_standing in ('confirmed', 'unconfirmed', 'before')),
    add column identifier_consent text not null default 'never'
        check (identifier_consent in ('never', 'given', 'withdrawn'));
alter table learner alter column name_standing set default 'unconfirmed';
