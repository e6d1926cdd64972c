#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: test-dist.sh MESON BUILD TOP
#
# "meson dist" of one commit makes the same archive again, later and with another umask. Speaks TAP.
set -uo pipefail
meson=$1 build=$2 top=$3
archives=$build/meson-dist

make_archive() { # make_archive UMASK: says its sum
  (umask "$1" && "$meson" dist -C "$build" --no-tests --allow-dirty >&2) || return
  sha256sum "$archives"/*.tar.xz
}

echo 1..1
# A package is built of an unpacked tree, which may be in a folder of another repository.
if ! git -C "$top" cat-file -e HEAD:./meson.build 2>/dev/null; then
  echo "ok 1 dist # SKIP no commit to pack"
  exit
fi
first=$(make_archive 022) || exit 1
sleep 1.1 # what a file's time is counted in
second=$(make_archive 077) || exit 1
if [ "$first" = "$second" ]; then
  echo "ok 1 dist"
else
  printf 'not ok 1 dist\n# %s\n# %s\n' "$first" "$second"
  exit 1
fi
