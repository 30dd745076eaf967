# Trains the JVM on the services as their images have them (JEP 483, 514 and 515): the same paths, times of files, JDK and
# options, under the traffic of the demo. build.sh runs this with the functions of ./testamur.

# Leaves CACHES/SERVICE.aot of each service. The images are those that are to bear the caches, with empty ones.
train() { # folder of images, folder for caches, user
  local images=$1 caches=$2 user=$3 training service
  training=$caches/training
  mkdir -p "$training"
  echo "$user" >"$training/user"
  # As the chart starts them, in a heap that is small on any machine: a large one has other references.
  echo "$(sed -n 's/^javaOptions: *//p' "$root/deploy/helm/testamur/values.yaml") -Xmx512m" >"$training/options"
  for service in "${services[@]}"; do
    python3 "$root/deploy/images/lay_out.py" "$images/testamur-$service.tar" "$training/$service" || die "The image of $service could not be laid out."
    mkdir -p "$training/$service"/{tmp,dev,proc,etc}
    chmod 1777 "$training/$service/tmp"
  done
  printf '#!/bin/sh\nexec "%s" "%s" "$1"\n' "$root/deploy/images/in-image.sh" "$training" >"$training/run"
  chmod +x "$training/run"
  (
    export TESTAMUR_STATE=$training/state TESTAMUR_HTTPS_PORT=38443 TESTAMUR_HTTP_PORT=38080 TESTAMUR_POSTGRES_PORT=37432 \
      TESTAMUR_KAFKA_PORT=37092 TESTAMUR_KEYCLOAK_PORT=38180 TESTAMUR_SERVICES_PORT=38081
    export TESTAMUR_PUBLIC_URL=https://localhost:38443 TESTAMUR_CA=$TESTAMUR_STATE/tls/ca.pem TESTAMUR_SERVICE_COMMAND=$training/run
    trap '"$root/testamur" down >/dev/null' EXIT
    echo record >"$training/mode"
    "$root/testamur" up || die "The services did not start in their images; see $TESTAMUR_STATE/logs."
    "$root/testamur" demo >"$training/demo.log" 2>&1 || { tail -n 20 "$training/demo.log" >&2; die "The demo did not run on the images."; }
    for service in "${services[@]}"; do
      # What was used is written as the service ends.
      "$root/testamur" stop "$service" >/dev/null || die "$service did not stop; see $TESTAMUR_STATE/logs."
      [ -s "$training/$service/tmp/$service.aotconf" ] || die "$service noted nothing of its training; see $TESTAMUR_STATE/logs/$service.log."
    done
    echo create >"$training/mode"
    for service in "${services[@]}"; do
      "$training/run" "$service" >"$training/$service.log" 2>&1 || { tail -n 20 "$training/$service.log" >&2; die "The cache of $service could not be made."; }
      mv "$training/$service/tmp/$service.aot" "$caches/$service.aot"
      cp "$caches/$service.aot" "$training/$service/opt/testamur/testamur.aot"
      chmod 644 "$training/$service/opt/testamur/testamur.aot"
    done
    # A JVM that is told to use its cache ends where it cannot.
    echo on >"$training/mode"
    for service in "${services[@]}"; do
      "$root/testamur" start "$service" >/dev/null || { grep -a '\[aot\]\|\[cds\]' "$TESTAMUR_STATE/logs/$service.log" | tail -n 5 >&2; die "$service does not start by its cache; see $TESTAMUR_STATE/logs/$service.log."; }
      printf '%-17s %s MB, starts by it\n' "$service" $(($(stat -c %s "$caches/$service.aot") >> 20))
    done
  )
}
