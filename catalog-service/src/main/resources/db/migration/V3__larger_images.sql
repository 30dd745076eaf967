-- Photographs become PNG images on arrival and need more room.
alter table image drop constraint image_content_check;
alter table image add constraint image_content_check check (length(content) <= 2097152);
