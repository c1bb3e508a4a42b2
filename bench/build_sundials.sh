#!/bin/sh
# build_sundials.sh: builds the SUNDIALS of Debian's own source package with optimisation into build/sundials.
#
# Debian compiles this library without optimisation, and a race against that would be no honest one. The source is found
# through the sources of packages that this system already uses, in a folder of apt's own: nothing of the system's changes,
# and no root is needed. Only what Zonula links is built: CVODE, serial vectors, sparse matrices, KLU.
#   cmake --preset bench      links it into build/bench
set -eu
cd "$(dirname "$0")/.."

flags='-O3 -DNDEBUG'
root=$PWD/build/sundials
work=$root/work
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

die() { printf 'build_sundials: %s\n' "$*" >&2; exit 1; }

[ $# -eq 0 ] || die 'takes no words'
for program in apt-get cmake ninja tar xz; do
  command -v $program >/dev/null || die "there is no $program on this machine"
done
# shellcheck disable=SC2016 # fields of dpkg-query and apt-get, not variables
version=$(dpkg-query -W -f='${source:Version}' libsundials-dev 2>/dev/null) || die 'libsundials-dev is not installed; its version is the one to build'
upstream=${version%%+*}

built=$root/built
wanted="SUNDIALS $upstream built with $flags by bench/build_sundials.sh from Debian source $version (cc $(cc -dumpfullversion -dumpversion))"
if [ "$(cat "$built" 2>/dev/null)" = "$wanted" ]; then
  echo "build_sundials: build/sundials is up to date: $wanted"
  exit 0
fi
rm -rf "$root"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"

# --- The source: the places from which this system has its Debian packages, asked for sources instead ----------------------------

signed=
[ ! -e $keyring ] || signed="[signed-by=$keyring] "
# shellcheck disable=SC2016
apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' 'Component: main' |
  sort -u | sed "s#^#deb-src $signed#" >"$work/sources.list"
[ -s "$work/sources.list" ] || die 'apt knows no place for Debian packages; run apt-get update first'

fetch() {
  apt-get -q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State="$work" \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User= "$@" >>"$work/fetch.log" 2>&1 || {
    tail -n 12 "$work/fetch.log" >&2
    die "the source of SUNDIALS could not be fetched; the lines above say why (all of them: $work/fetch.log)"
  }
}

echo "build_sundials: fetching the source package sundials $version"
fetch update
(cd "$work" && fetch source --download-only "sundials=$version")
mkdir "$work/source"
tar -x -f "$work"/sundials_*.orig.tar.* -C "$work/source" --strip-components=1

# --- The library: shared as Debian's is, so that optimisation is all that differs -------------------------------------------------

echo "build_sundials: building with $flags"
library=$(cc -print-file-name=libklu.so)
{
  cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE="$flags" \
    -DCMAKE_INSTALL_PREFIX="$root" -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=ON -DBUILD_STATIC_LIBS=OFF \
    -DBUILD_ARKODE=OFF -DBUILD_CVODES=OFF -DBUILD_IDA=OFF -DBUILD_IDAS=OFF -DBUILD_KINSOL=OFF -DBUILD_CVODE=ON \
    -DEXAMPLES_ENABLE_C=OFF -DEXAMPLES_ENABLE_CXX=OFF -DEXAMPLES_INSTALL=OFF \
    -DENABLE_KLU=ON -DKLU_INCLUDE_DIR=/usr/include/suitesparse -DKLU_LIBRARY_DIR="$(dirname "$library")"
  cmake --build "$work/build"
  cmake --install "$work/build"
} >"$work/build.log" 2>&1 || {
  tail -n 12 "$work/build.log" >&2
  die "SUNDIALS could not be built; the lines above say why (all of them: $work/build.log)"
}
printf '%s\n' "$wanted" >"$built"
rm -rf "$work"
echo "build_sundials: $wanted"
