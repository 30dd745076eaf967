# ./testamur images, which runs this with the functions of that script.

images() { # --base FILE [--base-digest DIGEST] [--to FOLDER] [--tag TAG] [--train]
  local base='' to=$root/target/images version tag user time revision='' modules trained='' arguments=()
  version=$(sed -n 's/^appVersion: *//p' "$root/deploy/helm/testamur/Chart.yaml")
  user=$(sed -n 's/^user: *//p' "$root/deploy/helm/testamur/values.yaml")
  time=$(sed -n 's|.*<project.build.outputTimestamp>\(.*\)</.*|\1|p' "$root/pom.xml")
  tag=$version
  while [ $# -gt 0 ]; do
    case $1 in
      --train) trained=yes; shift; continue ;;
      --base) base=$(readlink -f "${2:?--base needs a file}") ;;
      --base-digest) arguments+=("$1" "${2:?--base-digest needs a digest}") ;;
      --to) to=$(readlink -m "${2:?--to needs a folder}") ;;
      --tag) tag=${2:?--tag needs a tag} ;;
      *) die "images does not know $1." ;;
    esac
    shift 2
  done
  [ -n "$base" ] || die "Say what the images are built on: --base FILE, an OCI layout or what docker save writes, with a Java 25 runtime. Where no registry can be reached, deploy/images/base.sh makes one."
  [ -f "$base" ] || die "There is no base image $base."
  check_system
  find_jdk
  modules=("${services[@]/%/-service}" signer)
  build "${modules[@]}" deploy/images
  build_site
  bill_of_materials "${modules[@]}"
  if git -C "$root" rev-parse HEAD >/dev/null 2>&1; then
    revision=$(git -C "$root" rev-parse HEAD)
    [ -z "$(git -C "$root" status --porcelain)" ] || revision+=-modified
    arguments+=(--revision "$revision")
  fi
  arguments+=(--root "$root" --base "$base" --tag "$tag" --version "$version" --user "$user" --time "$time")
  if [ -n "$trained" ]; then
    [ "$(id -u)" = 0 ] || die "--train runs the services in the files of their images: be root."
    need python3 python3
    training_of "$to" "$user" "${arguments[@]}"
    arguments+=(--caches "$to/.caches")
  fi
  images_java --to "$to" "${arguments[@]}"
  rm -rf "$to/.caches"
}

images_java() {
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$root/deploy/images/target/classes:$root/deploy/images/target/lib/*" \
    org.testamur.images.Images "$@"
}

# The caches are trained on images with empty ones, which are else what is built in the end.
training_of() { # folder, user, arguments of Images
  local to=$1 user=$2 caches=$1/.caches service
  shift 2
  . "$root/deploy/images/train.sh"
  rm -rf "$caches"
  mkdir -p "$caches/images"
  for service in "${services[@]}"; do : >"$caches/$service.aot"; done
  echo "Training the JVM on the images (some minutes)"
  images_java --to "$caches/images" --caches "$caches" "$@" >/dev/null
  train "$caches/images" "$caches" "$user"
  rm -rf "$caches/images" "$caches/training"
}

# The CycloneDX list of each module's libraries, made where the module was packaged since. The plugin wants what it builds
# on in the same run; nothing is compiled anew, and the packaged services stay as they are.
bill_of_materials() { # modules...
  local module wanted=() plugin
  for module in "$@"; do
    [ "$root/$module/target/bom.json" -nt "$root/$module/target/.built" ] || wanted+=("$module")
  done
  [ ${#wanted[@]} -gt 0 ] || return 0
  echo "Listing the libraries of ${wanted[*]}"
  plugin=org.cyclonedx:cyclonedx-maven-plugin:$(sed -n 's|.*<cyclonedx-plugin.version>\(.*\)</.*|\1|p' "$root/pom.xml")
  mvn_brief -Dmaven.main.skip=true -Dmaven.test.skip=true -Dspotless.check.skip -Dquarkus.build.skip=true -am -pl "$(IFS=,; echo "${wanted[*]}")" \
    package "$plugin:makeBom" -DincludeTestScope=false -DoutputFormat=json -DoutputName=bom -Dcyclonedx.verbose=false \
    || die "The libraries could not be listed; the messages are above."
}
