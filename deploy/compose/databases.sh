#!/bin/bash
# Written by deploy/helm/test/compose.mjs; npm run contracts in deploy/helm/test writes it anew.
# The image runs it once, when its volume is empty. Passwords stand in /run/secrets/databases, a line each: ROLE PASSWORD.
set -eu
sql() { psql -v ON_ERROR_STOP=1 --username postgres --dbname "$1"; }
password() { sed -n "s/^$1 //p" /run/secrets/databases; }
make() { # database
  sql postgres <<SQL
create role $1_owner login password '$(password "$1_owner")';
create database $1 owner $1_owner;
revoke all on database $1 from public;
SQL
}
for database in catalog enrolment assessment issuance verification; do
  make "$database"
  sql postgres <<SQL
create role ${database}_app login password '$(password "${database}_app")';
grant connect on database $database to ${database}_app;
SQL
  sql "$database" <<SQL
alter schema public owner to ${database}_owner;
grant usage on schema public to ${database}_app;
alter default privileges for role ${database}_owner in schema public grant select, insert, update, delete on tables to ${database}_app;
alter default privileges for role ${database}_owner in schema public grant usage, select on sequences to ${database}_app;
alter default privileges for role ${database}_owner in schema public grant execute on functions to ${database}_app;
SQL
done
make keycloak
