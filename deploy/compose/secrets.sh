#!/bin/bash
# Makes the secrets that compose.yaml reads, once: what is there stays. The public certificate is yours to put beside them
# (tls.crt with its chain, tls.key); with --self-signed HOST one is made that nobody trusts, for a trial.
set -euo pipefail
umask 077
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/secrets
services=(catalog enrolment assessment issuance verification)
mkdir -p "$folder"
cd "$folder"

random() { od -An -vtx1 -N24 /dev/urandom | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64; }
# Containers read files as users of their own, so the files are open and the folder is not.
keep() { # file, its text from standard input
  [ ! -e "$1" ] || { cat >/dev/null; return; }
  cat >"$1.new" && chmod 644 "$1.new" && mv "$1.new" "$1"
}

for name in postgres keycloak keycloak-admin; do random | keep "$name"; done
for service in "${services[@]}"; do
  {
    # Above what the packaged application says.
    printf 'config_ordinal=290\nquarkus.datasource.password=%s\n' "$(random)"
    case $service in
      issuance) printf 'testamur.issuance.key-encryption-key=%s\ntestamur.issuance.credential-id-key=%s\n' "$(key)" "$(key)" ;;
      verification) printf 'testamur.verification.key-encryption-key=%s\n' "$(key)" ;;
    esac
  } | keep "$service.properties"
  printf 'config_ordinal=290\nquarkus.flyway.password=%s\n' "$(random)" | keep "$service-owner.properties"
done
{
  for service in "${services[@]}"; do
    printf '%s_app %s\n' "$service" "$(sed -n 's/^quarkus.datasource.password=//p' "$service.properties")"
    printf '%s_owner %s\n' "$service" "$(sed -n 's/^quarkus.flyway.password=//p' "$service-owner.properties")"
  done
  printf 'keycloak_owner %s\n' "$(cat keycloak)"
} | keep databases

if [ "${1:-}" = --self-signed ]; then
  [ -e tls.crt ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=${2:?--self-signed needs a host}" \
    -addext "subjectAltName=DNS:$2" -keyout tls.key -out tls.crt 2>/dev/null
  chmod 644 tls.crt tls.key
fi
[ -e tls.crt ] && [ -e tls.key ] || echo "Put the certificate of the public address into $folder: tls.crt with its chain, and tls.key."
echo "Keep a copy of $folder apart from the backups of databases: issuance.properties opens every private key in them."
