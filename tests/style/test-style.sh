#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: test-style.sh TOP
#
# Holds the tree to the style checks, after proving that each check finds what it is there for: a
# check that finds nothing must not be one that looks at nothing. Speaks TAP.
set -uo pipefail
top=$(cd "$1" && pwd)
style=$top/tests/style
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count=0
failed=0

report() { # report STATUS NAME OUTPUT
  count=$((count + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $count $2"
  else
    echo "not ok $count $2"
    [ -z "$3" ] || printf '%s\n' "$3" | sed 's/^/# /'
    failed=1
  fi
}

# check_sample NAME CHECK WANTED FILE TEXT [TREE]: WANTED is what the check must say, or "clean".
check_sample() {
  local name=$1 check=$2 wanted=$3 file=$4 text=$5 tree=${6:-} output status=0
  [ -n "$tree" ] || tree=$(mktemp -d -p "$scratch")
  mkdir -p "$tree/src" "$tree/tests" "$tree/$(dirname "$file")"
  printf '%s\n' "$text" >"$tree/$file"
  output=$("$style/$check" "$tree" 2>&1) || status=$?
  if [ "$wanted" = clean ]; then
    report "$status" "$name" "$output"
  elif [ "$status" -eq 1 ] && [[ $output == "$file":*"$wanted"* ]]; then
    report 0 "$name" ""
  else
    report 1 "$name" "status $status, said: $output"
  fi
}

check_tree() {
  local output status=0
  output=$("$style/$1" "$top" 2>&1) || status=$?
  report "$status" "$2" "$output"
}

repeat() { printf "%$2s" '' | tr ' ' "$1"; }

test_layers() {
  local layers='layers.sh'
  check_sample layers-up $layers 'model may not include media' src/model/a.c '#include "media/picture.h"'
  check_sample layers-sideways $layers 'media may not include documents' src/media/a.h \
    '#include "documents/slide-pdf.h"'
  check_sample layers-front-ends $layers 'cli may not include http' src/cli/a.c '#include "http/server.h"'
  check_sample layers-front-end-to-stage $layers 'cli may not include media' src/cli/a.c \
    '#include "media/picture.h"'
  check_sample layers-text-to-media $layers 'text may not include media' src/text/a.c '#include "media/picture.h"'
  check_sample layers-window $layers 'ui may not include store' src/ui/a.c '#include "store/store.h"'
  check_sample layers-window-below $layers 'engine may not include ui' src/engine/a.c '#include "ui/window.h"'
  check_sample layers-window-beside $layers 'cli may not include ui' src/cli/a.c '#include "ui/window.h"'
  check_sample layers-gtk $layers 'belongs to ui' src/cli/a.c '#include <gtk/gtk.h>'
  check_sample layers-relative $layers 'relative include' src/media/a.c '#include "../base/error.h"'
  check_sample layers-relative-test $layers 'relative include' tests/media/a.c '#include "./sample.h"'
  check_sample layers-no-path $layers 'not by path' src/media/a.c '#include "picture.h"'
  check_sample layers-unknown-room $layers 'not a room' src/attic/a.c 'int a;'
  check_sample layers-library $layers 'belongs to media' src/cli/a.c '#include <gst/gst.h>'
  check_sample layers-library-file $layers 'belongs to store' src/documents/notes.c '#include <sqlite3.h>'
  check_sample layers-library-spaced $layers 'belongs to documents' src/text/a.c '#  include <hpdf.h>'
  check_sample layers-allowed $layers clean src/pipeline/a.c \
    $'#include "config.h"\n#include <gio/gio.h>\n#include "media/picture.h"\n#include "text/ocr.h"'
  check_sample layers-allowed-file $layers clean src/documents/anki-deck.c '#include <sqlite3.h>'
}

test_columns() {
  local columns='columns.sh' x
  x=$(repeat x 97)
  check_sample columns-comment $columns 'too long' src/base/a.c "/* $x */"
  check_sample columns-inner-comment $columns 'too long' src/base/a.h "  * $x"
  check_sample columns-script $columns 'too long' tests/a.sh "#  $x "
  check_sample columns-code $columns 'too long' src/base/a.c "int $x$(repeat y 20);"
  check_sample columns-code-allowed $columns clean src/base/a.c "int $x;"
  check_sample columns-comment-allowed $columns clean src/base/a.c "/* $(repeat ä 94) */"
}

test_potfiles() {
  local potfiles='potfiles.sh'
  check_sample potfiles-missing $potfiles 'not in po/POTFILES' src/base/a.c 'puts (_ ("hello"));'
  check_sample potfiles-plural $potfiles 'not in po/POTFILES' src/base/a.c \
    '  g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n)'
  check_sample potfiles-macro $potfiles 'cannot be translated' src/base/a.c \
    'puts (_ ("%" G_GSIZE_FORMAT " bytes"));'
  check_sample potfiles-template $potfiles 'not in po/POTFILES' ui/a.ui '<property translatable="yes">Add</property>'
  check_sample potfiles-template-no-text $potfiles clean ui/a.ui '<property name="spacing">6</property>'
  check_sample potfiles-no-text $potfiles clean src/base/a.c 'puts_ ("hello");'
}

test_actions() {
  local actions='actions.sh' install='gtk_widget_class_install_action (widget_class, "lecture.cut", NULL, cut_cb);'
  local key='<property name="trigger">x</property>'$'\n''<property name="action">action(lecture.cut)</property>'
  check_sample actions-menu $actions 'neither a key nor a button' src/ui/a.c "$install"
  check_sample actions-table $actions 'neither a key nor a button' src/ui/a.c '    { "lecture.cut", NULL, cut_cb },'
  check_sample actions-key $actions 'not in ui/shortcuts.ui' ui/a.ui "$key"
  check_sample actions-program $actions 'not in ui/shortcuts.ui' src/ui/a.c '    { "win.add", { "<Control>o" } },'
  check_sample actions-button $actions clean ui/a.ui '<property name="action-name">lecture.cut</property>'
  check_sample actions-told $actions clean ui/shortcuts.ui '<property name="accelerator">x</property>'
}

# check_translation NAME WANTED MESSAGES: as check_sample, of a program with two messages
check_translation() {
  local tree header='msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
  tree=$(mktemp -d -p "$scratch")
  mkdir "$tree/po" "$tree/src"
  echo de >"$tree/po/LINGUAS"
  echo src/a.c >"$tree/po/POTFILES"
  printf '%s\n' 'puts (_ ("_Add"));' 'g_strdup_printf (_ ("at %s"), time);' >"$tree/src/a.c"
  check_sample "$1" translations.sh "$2" po/de.po "$(printf '%b' "$header$3")" "$tree"
}

test_translations() {
  local add='msgid "_Add"\nmsgstr "_Neu"\n' at='#, c-format\nmsgid "at %s"\nmsgstr "um %s"\n'
  check_translation translations-whole clean "$add$at"
  check_translation translations-missing 'is not complete' "$add"
  check_translation translations-empty 'is not complete' "${add/_Neu/}$at"
  check_translation translations-fuzzy 'is not complete' "#, fuzzy\n$add$at"
  check_translation translations-conversion 'is not complete or not right' "$add${at/um %s/um %d}"
  check_translation translations-key 'is not complete' "${add/_Neu/Neu}$at"
  check_sample translations-unlisted translations.sh 'not in po/LINGUAS' po/de.po ''
  check_sample translations-none translations.sh clean po/LINGUAS '# none'
}

test_menus() {
  local menus='menus.py' tree head='<interface><menu id="tools"><section>' foot='</section></menu></interface>'
  local entry='<item><attribute name="label" translatable="yes">_Add</attribute></item>'
  check_sample menus-template $menus 'a is the key of “_Add” and of “P_ages”' ui/a.ui \
    "$head$entry${entry/_Add/P_ages}$foot"
  check_sample menus-code $menus 'a is the key of' src/ui/a.c \
    $'g_menu_append (menu, _ ("_Add"), "x");\ng_menu_append (rest, _ ("_As One"), "y");'
  check_sample menus-allowed $menus clean ui/a.ui "$head$entry${entry/_Add/_Pages}${entry/_Add/Again}$foot"
  tree=$(mktemp -d -p "$scratch")
  mkdir "$tree/po"
  echo de >"$tree/po/LINGUAS"
  printf '%s\n' 'msgid ""' 'msgstr "Content-Type: text/plain; charset=UTF-8\n"' \
    'msgid "_Add"' 'msgstr "_Neu"' 'msgid "_Pages"' 'msgstr "_Nächste Seiten"' >"$tree/po/de.po"
  check_sample menus-translated $menus 'tools, de: n is the key of' ui/a.ui \
    "$head$entry${entry/_Add/_Pages}$foot" "$tree"
}

test_layers
test_columns
test_potfiles
test_actions
test_translations
test_menus
check_tree layers.sh tree-layers
check_tree columns.sh tree-columns
check_tree potfiles.sh tree-potfiles
check_tree actions.sh tree-actions
check_tree translations.sh tree-translations
check_tree menus.py tree-menus
echo "1..$count"
exit "$failed"
