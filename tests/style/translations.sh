#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: translations.sh [TOP]
#
# Each language of po/LINGUAS has all messages of the files in po/POTFILES, none of them fuzzy, with
# the same conversions (%s) and a key to press (_) wherever the program has one; and no translation
# lies in po/ that is not listed. Prints what is wrong; exits 1 when there is anything.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"
export LC_ALL=C

languages=$(grep -v '^#' po/LINGUAS 2>/dev/null || true)
status=0
for translation in po/*.po; do
  [ -e "$translation" ] || continue
  language=$(basename "$translation" .po)
  if ! grep -qx "$language" <<<"$languages"; then
    echo "$translation: not in po/LINGUAS"
    status=1
  fi
done
[ -n "$languages" ] || exit "$status"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# As meson's preset "glib" has it.
xgettext --files-from=po/POTFILES --from-code=UTF-8 --output="$folder/template.pot" \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dcgettext:2 \
  --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 \
  --flag=N_:1:pass-c-format --flag=C_:2:pass-c-format --flag=NC_:2:pass-c-format \
  --flag=g_dngettext:2:pass-c-format --flag=g_strdup_printf:1:c-format \
  --flag=g_string_printf:2:c-format --flag=g_string_append_printf:2:c-format \
  --flag=g_error_new:3:c-format --flag=g_set_error:4:c-format

for language in $languages; do
  translation=po/$language.po
  if [ ! -f "$translation" ]; then
    echo "$translation: is not there, though po/LINGUAS has it"
    status=1
  elif ! { msgfmt --check --check-accelerators=_ --output-file=/dev/null "$translation" &&
    msgcmp "$translation" "$folder/template.pot"; } >"$folder/faults" 2>&1; then
    echo "$translation: is not complete or not right"
    grep -v 'initial default value' "$folder/faults" || true
    status=1
  fi
done
exit "$status"
