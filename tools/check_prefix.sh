#!/bin/sh
# check_prefix.sh OBJECT_OR_ARCHIVE ...: every symbol that the library shows to the linker begins with zn_.
set -u
[ $# -gt 0 ] || { echo "usage: check_prefix.sh OBJECT_OR_ARCHIVE ..." >&2; exit 2; }
shown=$(nm --extern-only --defined-only --format=posix "$@") || exit 2
symbols=$(printf '%s\n' "$shown" | awk 'NF >= 2 && $1 !~ /:$/ { print $1 }')
[ -n "$symbols" ] || { echo "check_prefix: no symbols were found in $*" >&2; exit 2; }
# Those that the compiler makes for its own instruments (sanitizers) begin with two underscores; those of OpenMP's named
# critical sections hold the name given to the section.
wrong=$(printf '%s\n' "$symbols" | grep -vE '^(zn_|__|\.gomp_critical_user_zn_)' | sort -u)
[ -z "$wrong" ] && exit 0
printf '%s\n' "$wrong" | sed 's/$/: symbols of the library begin with zn_/'
exit 1
