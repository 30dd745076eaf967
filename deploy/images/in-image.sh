#!/usr/bin/env bash
# Runs a service in the files of its image, with the environment that it is given, until it ends. Must be root.
#
#   in-image.sh FOLDER SERVICE [ARGUMENT...]
#
# FOLDER holds what lay_out.py made of each image (SERVICE, SERVICE.entrypoint, SERVICE.environment), and three files: user; options,
# of the JVM; and mode, which is what becomes of the JVM's cache: record (note what is used, in /tmp), create (make it of what was
# noted), on (start by it or end).
set -euo pipefail
folder=$1 service=$2
shift 2
root=$folder/$service
mapfile -t words <"$root.entrypoint"
command=()
for word in "${words[@]}"; do
  case $word in
    -XX:AOTCache=*)
      case $(cat "$folder/mode") in
        record) command+=(-XX:AOTMode=record "-XX:AOTConfiguration=/tmp/$service.aotconf") ;;
        create) command+=(-XX:AOTMode=create "-XX:AOTConfiguration=/tmp/$service.aotconf" "-XX:AOTCache=/tmp/$service.aot") ;;
        on) command+=(-XX:AOTMode=on "$word") ;;
      esac ;;
    *) command+=("$word") ;;
  esac
done
# The front end is in the image.
unset TESTAMUR_SITE_DIRECTORY
while read -r variable; do
  case ${variable%%=*} in QUARKUS_*) ;; *) export "$variable" ;; esac
done <"$root.environment"
JAVA_TOOL_OPTIONS=$(cat "$folder/options")
export JAVA_TOOL_OPTIONS
exec unshare --mount --propagation private sh -c '
  root=$1 user=$2
  shift 2
  mount --rbind /dev "$root/dev" && mount -t proc proc "$root/proc" || exit
  for file in hosts resolv.conf; do
    [ ! -f "/etc/$file" ] || { touch "$root/etc/$file" && mount --bind "/etc/$file" "$root/etc/$file"; } || exit
  done
  exec chroot --userspec="$user:$user" "$root" sh -c "cd /opt/testamur && exec \"\$@\"" sh "$@"
' sh "$root" "$(cat "$folder/user")" "${command[@]}" "$@"
