#!/usr/bin/env bash
# Makes a base image where no registry can be reached: Debian by debootstrap, and a Java runtime that jlink takes out of
# the JDK that builds. Writes an OCI layout, which docker load reads
# too, and, beside it, the list of Debian's packages in it. Must be root.
#
#   deploy/images/base.sh FILE      such as target/base.tar
#
# JAVA_HOME         a JDK 25 or newer; its architecture is the image's
# TESTAMUR_SUITE    Debian's release, by default bookworm; its security updates are installed
# TESTAMUR_MIRROR   where Debian's packages come from, by default http://deb.debian.org/debian (security: the same host)
# SOURCE_DATE_EPOCH the time that every file bears, by default 2026-11-01
#
# Two runs give one digest as long as Debian's packages and the JDK are the same.
set -euo pipefail

target=$(readlink -m "${1:?Say where the base image goes: deploy/images/base.sh FILE}")
suite=${TESTAMUR_SUITE:-bookworm}
mirror=${TESTAMUR_MIRROR:-http://deb.debian.org/debian}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1793491200} LC_ALL=C
created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)

die() { echo "$*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || die "debootstrap must be root: sudo $0 $1"
command -v debootstrap >/dev/null || die "debootstrap is missing: apt-get install debootstrap"
jlink=${JAVA_HOME:?Set JAVA_HOME to a JDK 25 or newer}/bin/jlink
[ -x "$jlink" ] || die "$JAVA_HOME has no jlink."
case $(uname -m) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; *) die "Unknown architecture $(uname -m)." ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
debian=$work/debian java=$work/java layout=$work/layout
mkdir -p "$java/opt/java" "$layout/blobs/sha256"

# --- Debian ---------------------------------------------------------------------------------------------------------

debootstrap --variant=minbase --include=ca-certificates,tzdata "$suite" "$debian" "$mirror" >"$work/log" 2>&1 \
  || { tail -n 20 "$work/log" >&2; die "debootstrap failed."; }
echo "deb ${mirror%/debian}/debian-security $suite-security main" >"$debian/etc/apt/sources.list.d/security.list"
cp /etc/resolv.conf "$debian/etc/resolv.conf"
{ chroot "$debian" apt-get update && DEBIAN_FRONTEND=noninteractive chroot "$debian" apt-get -y upgrade; } >"$work/log" 2>&1 \
  || { tail -n 20 "$work/log" >&2; die "Debian's security updates could not be installed."; }
chroot "$debian" dpkg-query -W -f '${Package} ${Version} ${Architecture}\n' >"$work/packages"
# What differs from run to run, comes from this machine, or is for people at a terminal.
rm -rf "$debian"/etc/{resolv.conf,hostname,machine-id} "$debian"/var/{cache,log,tmp}/* "$debian"/var/lib/apt/lists/* "$debian"/tmp/* \
  "$debian"/var/lib/dpkg/*-old "$debian"/etc/*- "$debian"/run/* "$debian"/dev/* "$debian"/usr/share/{man,info,locale,lintian}
find "$debian/usr/share/doc" -type f ! -name copyright -delete
find "$debian/usr/share/doc" -type l ! -name copyright -delete
find "$debian" -xdev -type f -perm /6000 -exec chmod a-s {} +

# --- Java -----------------------------------------------------------------------------------------------------------

# All of Java SE; Sun's own that libraries ask for; PKCS #11 for signing devices, DNS names, dates in every language; and
# jcmd, by which an operator looks into a process.
modules=java.se,jdk.unsupported,jdk.crypto.cryptoki,jdk.naming.dns,jdk.localedata,jdk.charsets,jdk.zipfs,jdk.net,jdk.httpserver,jdk.security.auth,jdk.security.jgss,jdk.management,jdk.management.agent,jdk.jfr,jdk.jcmd,jdk.xml.dom
"$jlink" --add-modules "$modules" --no-header-files --no-man-pages --compress zip-6 --output "$java/opt/java/openjdk"
# A shared archive of the classes that every program loads: less memory and a quicker start.
"$java/opt/java/openjdk/bin/java" -Xshare:dump -XX:SharedArchiveFile="$java/opt/java/openjdk/lib/server/classes.jsa" >/dev/null 2>&1 \
  || echo "There is no class-data archive in this image: programs start a little later." >&2

# --- the layout -----------------------------------------------------------------------------------------------------

blob() { # file: moves it to where its digest says, and prints the digest and the size
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  mv "$1" "$layout/blobs/sha256/$digest"
  echo "$digest $(stat -c %s "$layout/blobs/sha256/$digest")"
}

layers='' contents='' names=''
for part in "$debian" "$java"; do
  tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -C "$part" -cf "$work/layer.tar" .
  contents+="${contents:+,}\"sha256:$(sha256sum "$work/layer.tar" | cut -d ' ' -f 1)\""
  gzip -n -6 "$work/layer.tar"
  read -r digest size < <(blob "$work/layer.tar.gz")
  names+="${names:+,}\"blobs/sha256/$digest\""
  layers+="${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$size}"
done
printf '{"created":"%s","architecture":"%s","os":"linux","config":{"Env":["JAVA_HOME=/opt/java/openjdk","PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8"]},"rootfs":{"type":"layers","diff_ids":[%s]},"history":[{"created":"%s","created_by":"debootstrap --variant=minbase %s"},{"created":"%s","created_by":"jlink of Java %s"}]}' \
  "$created" "$architecture" "$contents" "$created" "$suite" "$created" \
  "$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")" >"$work/config"
read -r digest size < <(blob "$work/config")
# For docker load.
printf '[{"Config":"blobs/sha256/%s","RepoTags":["testamur-base:%s"],"Layers":[%s]}]' "$digest" "$suite" "$names" >"$layout/manifest.json"
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' \
  "$digest" "$size" "$layers" >"$work/manifest"
read -r digest size < <(blob "$work/manifest")
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"platform":{"architecture":"%s","os":"linux"}}]}' \
  "$digest" "$size" "$architecture" >"$layout/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
mkdir -p "$(dirname "$target")"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -C "$layout" -cf "$target" oci-layout index.json manifest.json blobs
cp "$work/packages" "$target.packages"
echo "$target"
echo "sha256:$digest"
