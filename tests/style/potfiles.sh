#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: potfiles.sh [TOP]
#
# po/POTFILES lists the files with text for users, in order: all of them, and no other: C code,
# templates of the window, and what tells others of the program. Such text
# must not be put together with a macro like G_GSIZE_FORMAT: translators would see the first piece
# only. Prints each file or line that is wrong; exits 1 when there is any.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"
export LC_ALL=C

list_texts() {
  find src -name '*.[ch]' -print0 |
    xargs -0 -r grep -lE '(^|[^A-Za-z0-9_])(_|N_|C_|NC_|g_dngettext|g_dpgettext2) \(' || true
  find . -path './ui/*.ui' -print0 | xargs -0 -r grep -l 'translatable="yes"' | sed 's|^[.]/||' || true
  find . -path './data/*' \( -name '*.desktop.in' -o -name '*.metainfo.xml.in' -o -name '*.gschema.xml' \) |
    sed 's|^[.]/||'
}

have=$(list_texts | sort)
listed=$(grep -v '^#' po/POTFILES 2>/dev/null || true)
broken=$(find src -name '*.[ch]' -print0 | sort -z |
  xargs -0 -r grep -HnE '(^|[^A-Za-z0-9_])N?_ \(".*%" G_[A-Z0-9]+' || true)
if [ -n "$broken" ]; then
  printf '%s\n' "$broken" | sed -E 's/^([^:]*:[0-9]+):/\1: cannot be translated:/'
fi
[ "$have" != "$listed" ] || [ -n "$broken" ] || exit 0

diff <(grep . <<<"$listed") <(grep . <<<"$have") | sed -n \
  -e 's/^> \(.*\)/\1: not in po\/POTFILES/p' \
  -e 's/^< \(.*\)/\1: in po\/POTFILES, but without text for users or out of order/p' || true
exit 1
