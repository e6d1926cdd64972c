#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: with-small-disk.sh COMMAND…
#
# Runs COMMAND with a disk of 16 MB of its own, whose folder is $SMALL_DISK: a file system in
# memory, in a name space of its own. Where that may not be made it tells TAP that the test is
# skipped.
set -euo pipefail

SMALL_DISK=$(mktemp -d -t lectern-disk-XXXXXX)
export SMALL_DISK
trap 'rmdir "$SMALL_DISK"' EXIT

# Root needs no name space of users, in which GLib may not start threads as it wants to.
separate=(unshare -m)
[ "$(id -u)" -eq 0 ] || separate=(unshare -rm)

if ! "${separate[@]}" mount -t tmpfs none "$SMALL_DISK" 2>/dev/null; then
  echo '1..0 # SKIP no file system of its own may be made here'
  exit 0
fi
# shellcheck disable=SC2016 # for the inner shell
"${separate[@]}" sh -c 'mount -t tmpfs -o size=16m none "$SMALL_DISK" && exec "$@"' sh "$@"
