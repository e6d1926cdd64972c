#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: columns.sh [TOP]
#
# Comments end at column 100. So does code, save a line that breaking would make worse: that one may
# go to 120. clang-format leaves line breaks to the author, so this looks after them. Prints each
# line that is too long; exits 1 when there is any.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"
export LC_ALL=C.UTF-8 # columns are characters, not bytes

list_files() {
  find src tests -type f \( -name '*.[ch]' -o -name '*.sh' -o -name meson.build \) -print0
  find . -maxdepth 1 -type f \( -name dev -o -name meson.build \) -print0
  find .ci -type f -print0 2>/dev/null || true
}

too_long=$(
  list_files | sort -z | xargs -0 -r grep -HnE '^.{121,}$' || true
  list_files | sort -z | xargs -0 -r grep -HnE '^.{101,}$' |
    grep -E '^[^:]*:[0-9]+: *(/\*|\*|//|#[^a-z]|#$)' | grep -vE '^[^:]*:[0-9]+:.{121,}$' || true
)
[ -z "$too_long" ] && exit 0
printf '%s\n' "$too_long" | sed -E 's/^([^:]*:[0-9]+):/\1: too long:/'
exit 1
