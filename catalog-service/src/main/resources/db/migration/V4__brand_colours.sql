-- The colour of an institution's public pages, such as #14324a.
alter table organisation add column brand_colour text check (brand_colour ~ '^#[0-9A-Fa-f]{6}$');
