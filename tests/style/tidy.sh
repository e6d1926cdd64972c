#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tidy.sh BUILD STATE FILE
#
# clang-tidy on a source of the tree in the current folder, unless it was clean before: a file is
# looked at again when it has changed, or when STATE has, a hash of what else decides. BUILD has
# compile_commands.json and gets a stamp for each clean file.
set -uo pipefail
build=$1
file=$3
stamp=$build/tidy/$(printf '%s %s' "$2" "$file" | cat - "$file" | sha256sum | cut -d ' ' -f 1)
[ ! -f "$stamp" ] || exit 0

# The analyser follows that many states of a function: of most that is all, of the longest a third
# of what it does unless told otherwise, for half of the time.
found=$(clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Xclang \
  --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes=75000 -p "$build" "$file" 2>&1 |
  grep -vE 'warnings? (generated|treated)|^Suppressed|^Use -header-filter|^$')
if printf '%s\n' "$found" | grep -qE ' (error|warning): '; then
  printf '%s\n' "$found"
  exit 1
fi
mkdir -p "$build/tidy"
: >"$stamp"
