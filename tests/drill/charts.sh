# runs migrations and services by exactly what the Helm charts render, on a PostgreSQL and a Kafka as the charts want them (root)
[ "$(id -u)" = 0 ] || die "This drill needs root: it has a network and an /etc of its own."
need node nodejs
need npm npm
need openssl openssl
need curl curl
need unshare util-linux
need ip iproute2
need python3 python3
build "${services[@]/%/-service}" deploy/local signer
[ -d "$root/platform/broker/target/lib" ] || mvn_brief -Dmaven.test.skip=true -Dspotless.check.skip -am -pl platform/broker package
node_packages deploy/helm/test
work=$(mktemp -d)
code=0
unshare --mount --net bash "$root/deploy/helm/test/drill/run.sh" "$root" "$work" || code=$?
if [ "$code" = 0 ]; then rm -rf "$work"; else echo "Its logs are in $work."; fi
[ "$code" = 0 ]
