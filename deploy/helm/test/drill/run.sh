# Runs within a network and a mount namespace of its own: run.sh ROOT WORK. The services find under their names in a cluster a
# PostgreSQL with TLS and the chart's roles, a Kafka with TLS and the chart's users, topics and access lists, and log-in's keys.
set -euo pipefail
root=$1 work=$2
here=$root/deploy/helm/test/drill
services=(catalog enrolment assessment issuance verification)
user=10001
java=$JAVA_HOME/bin/java
broker=$root/platform/broker/target/lib
local=$root/deploy/local/target/lib
started=()
fail() { echo "FAILED: $*"; exit 1; }
as() { setpriv --reuid="$1" --regid="$1" --clear-groups "${@:2}"; }
answers() { # seconds, command: tries it until it succeeds
  local until=$((SECONDS + $1))
  while ! "${@:2}" >/dev/null 2>&1; do [ $SECONDS -lt $until ] || return 1; sleep 0.5; done
}
finish() {
  local id
  for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
  for id in "${started[@]}"; do wait "$id" 2>/dev/null || true; done
  [ ! -f postgres/postmaster.pid ] || as 65534 postgres-server/bin/pg_ctl -D postgres -m fast stop >/dev/null
  umount etc 2>/dev/null || true
}
chmod 755 "$work"
cd "$work"
trap finish EXIT

ip link set lo up
mkdir etc
mount -t tmpfs tmpfs etc
mkdir etc/upper etc/work
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$work/etc/upper,workdir=$work/etc/work" /etc
echo "127.0.0.1 localhost $(hostname) testamur-postgres-rw testamur-kafka-bootstrap testamur-keycloak-service testamur-signer" >/etc/hosts

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=drill -keyout ca.key -out ca.pem 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj /CN=server -keyout server.key -out server.csr 2>/dev/null
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out server.pem \
  -extfile <(echo "subjectAltName=DNS:testamur-postgres-rw,DNS:testamur-kafka-bootstrap,DNS:testamur-keycloak-service,DNS:testamur-signer") 2>/dev/null
openssl pkcs12 -export -in server.pem -inkey server.key -certfile ca.pem -out server.p12 -passout "pass:for the drill"
for part in database kafka login; do
  mkdir -p "/etc/testamur/$part"
  install -m 444 ca.pem "/etc/testamur/$part/ca.crt"
done
node "$here/plan.mjs"

# What the secrets of the signing process and of its client hold.
secret=/etc/testamur-signer/secret
mkdir -p /etc/testamur/signer /etc/testamur-signer/settings $secret
openssl req -newkey rsa:2048 -nodes -subj /CN=issuance -keyout client.key -out client.csr 2>/dev/null
openssl x509 -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out client.pem 2>/dev/null
openssl pkcs12 -export -in client.pem -inkey client.key -certfile ca.pem -out client.p12 -passout "pass:for the drill"
"$JAVA_HOME/bin/keytool" -importcert -noprompt -alias drill -file ca.pem -keystore trusted.p12 -storetype PKCS12 -storepass "for the drill" 2>/dev/null
printf 'for the drill' >password
openssl rand -base64 32 >$secret/key-encryption-key
cp server.p12 $secret/signer.p12
cp trusted.p12 $secret/clients.p12
cp client.p12 /etc/testamur/signer/client.p12
cp trusted.p12 /etc/testamur/signer/signer-ca.p12
cp password $secret/password
cp password /etc/testamur/signer/password
cp signer.properties /etc/testamur-signer/settings/
chmod -R a+rX /etc/testamur /etc/testamur-signer
# Its volume.
mount -t tmpfs tmpfs /var/lib
# Another user's, where services ran on this machine before.
mkdir -p /tmp/vertx-cache
mount -t tmpfs -o mode=1777 tmpfs /tmp/vertx-cache
install -d -o $user -g $user /var/lib/testamur-signer

echo "PostgreSQL, Kafka and log-in's keys begin"
mkdir postgres-server postgres
python3 - "$local" <<'P'
import glob, io, sys, tarfile, zipfile
jar = zipfile.ZipFile(glob.glob(sys.argv[1] + '/embedded-postgres-binaries-linux-*.jar')[0])
name = next(entry for entry in jar.namelist() if entry.endswith('.txz'))
tarfile.open(fileobj=io.BytesIO(jar.read(name)), mode='r:xz').extractall('postgres-server')
P
cp server.key server.pem postgres-server/
chmod 600 postgres-server/server.key
chown -R 65534:65534 postgres postgres-server
as 65534 postgres-server/bin/initdb -D postgres -U postgres -A trust >/dev/null
install -o 65534 -m 600 pg_hba.conf postgres/pg_hba.conf
as 65534 postgres-server/bin/pg_ctl -D postgres -w -l postgres/log -o "-k /tmp -c listen_addresses=127.0.0.1 -c ssl=on \
  -c ssl_cert_file=$work/postgres-server/server.pem -c ssl_key_file=$work/postgres-server/server.key -c max_connections=300" start >/dev/null
"$java" -cp "$local/*" "$here/Statements.java" template1 postgres

users=()
while read -r line; do users+=(--add-scram "$line"); done <scram
"$java" -cp "$broker/*" kafka.tools.StorageTool format --standalone -t MkU3OEVBNTcwNTJENDM2Qg -c "$here/broker.properties" "${users[@]}" >broker.log 2>&1
"$java" -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$broker/*" kafka.Kafka "$here/broker.properties" >>broker.log 2>&1 &
started+=($!)
node "$here/login.mjs" &
started+=($!)
answers 120 bash -c 'exec 3<>/dev/tcp/127.0.0.1/9093' || fail "Kafka did not start; see broker.log"
answers 20 test -s token || fail "nobody signed a token"
"$java" -cp "$broker/*" "$here/AccessLists.java" make 2>/dev/null || fail "topics and access lists were not made"

(cd / && exec setpriv --reuid=$user --regid=$user --clear-groups "$java" -Xmx128m -XX:+UseSerialGC \
  -cp "$root/signer/target/classes:$root/signer/target/lib/*" org.testamur.signer.SigningProcess \
  /etc/testamur-signer/settings/signer.properties >"$work/signer.log" 2>&1) &
started+=($!)
answers 90 bash -c 'exec 3<>/dev/tcp/127.0.0.1/8446' || fail "the signing process did not start; see signer.log"

run() { # name in the charts, service: becomes the process that the container would be; for a subshell
  local jar=$root/$2-service/target/quarkus-app/quarkus-run.jar
  exec >"$work/$1.log" 2>&1
  as $user test -r "$jar" || { echo "User $user may not read $jar"; exit 1; }
  . "./$1.env"
  cd /
  exec setpriv --reuid=$user --regid=$user --clear-groups "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -jar "$jar"
}
for service in "${services[@]}"; do
  (run "$service-migration" "$service") || fail "the migration of $service; see $service-migration.log"
  echo "$service: $(grep -c ' Migrating schema ' "$service-migration.log") migrations by its job"
done
instances=()
for service in "${services[@]}"; do
  (run "$service" "$service") &
  started+=($!)
  instances+=($!)
done
health() { curl -sf "http://127.0.0.1:$1/q/health/$2"; }
for i in 1 2 3 4 5; do answers 240 health 908$i ready || fail "${services[i - 1]} is not ready; see its log"; done
for i in 1 2 3 4 5; do
  health 908$i live >/dev/null || fail "${services[i - 1]} is not alive"
  answers 60 health 908$i group/degraded || fail "${services[i - 1]} is degraded: $(curl -s "http://127.0.0.1:908$i/q/health/group/degraded")"
done
echo "All five are ready, alive and not degraded"

token=$(cat token)
call() { curl -sf -H "Authorization: Bearer $token" "$@"; }
call -o institution.json -H 'Content-Type: application/json' http://127.0.0.1:8081/catalog/institutions -d '{"slug": "northfield",
  "name": "Northfield University", "url": "https://northfield.example", "country": "EE", "timeZone": "Europe/Tallinn",
  "languages": ["en"]}' || fail "the institution was not set up"
answers 60 curl -sf -o did.json http://127.0.0.1:8084/issuers/northfield/did.json || fail "issuance has not heard of the institution"
echo "An institution that catalog set up is an issuer: $(python3 -c 'import json; print(json.load(open("did.json"))["id"])')"
grep -q 'client=issuance' signer.log || fail "its key is not the signing process's; see signer.log"
echo "Its key was made in the signing process"
still() { ! call "http://127.0.0.1:$1/operations/consumers" | grep -qE '"lag" ?: ?([1-9]|null)'; }
for service in 8082/enrolment 8083/assessment 8084/issuance 8085/verification; do
  answers 60 still "$service" || fail "${service#*/} is behind: $(call "http://127.0.0.1:$service/operations/consumers")"
done
echo "Every consumer has read all there is"
"$java" -Dorg.slf4j.simpleLogger.defaultLogLevel=off -cp "$broker/*" "$here/AccessLists.java" try 2>/dev/null || fail "an access list is not what it should be"
"$java" -cp "$local/*" "$here/Doors.java" || fail "a database lets in whom it should not"
written=$(find / -xdev -uid $user -not -path '/tmp/*' -not -path '/proc/*' 2>/dev/null | sed -n 1,5p)
[ -z "$written" ] || fail "a service wrote outside /tmp: $written"
for id in $(pgrep -u $user -f quarkus-run.jar); do
  awk -v name="$(tr '\0' '\n' <"/proc/$id/cmdline" | sed -n 's|.*/\([a-z]*\)-service/.*|\1|p')" \
    '/^VmRSS/ {printf "%s holds %d MB\n", name, $2 / 1024}' "/proc/$id/status"
done
began=$SECONDS
for id in "${instances[@]}"; do kill "$id"; done
for id in "${instances[@]}"; do wait "$id" || true; done
echo "All five ended within $((SECONDS - began)) s; they have $(cat grace) s"
[ $((SECONDS - began)) -le "$(cat grace)" ] || fail "they would have been killed"
echo "The charts' settings carry the services."
