-- An erasure looks for what the person did as staff.
create index result_revision_recorded_by on result_revision (recorded_by);
