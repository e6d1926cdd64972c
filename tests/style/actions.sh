#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: actions.sh [TOP]
#
# What a lecture's page does has a key or a button (be it in a toast), not only a place in a menu;
# and each key of the program, of that page and of the player is told of by ui/shortcuts.ui: of an
# action that has several keys, one of them. Prints each action that is not so; exits 1 when there
# is any.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"
shopt -s nullglob

# shellcheck disable=SC2016 # awk's own variables
awk_rules='
  function complain(place, why) {
    print place ": " why
    broken = 1
  }

  # The text of an element, with its brackets as they are.
  function take_text(line) {
    sub(/^[^>]*>/, "", line)
    sub(/<\/[^>]*>.*$/, "", line)
    gsub(/&lt;/, "<", line)
    gsub(/&gt;/, ">", line)
    return line
  }

  { place = FILENAME ":" FNR }

  FILENAME ~ /shortcuts[.]ui$/ && /name="action-name"/ { is_told[take_text($0)] = 1 }
  FILENAME ~ /shortcuts[.]ui$/ && /name="accelerator"/ {
    text = take_text($0)
    gsub(/[.][.][.]/, " ", text) # from one key to another
    n = split(text, keys, " ")
    for (i = 1; i <= n; i++)
      is_told[keys[i]] = 1
  }
  FILENAME ~ /shortcuts[.]ui$/ { next }

  /name="action-name"/ { is_reached[take_text($0)] = 1 }
  /adw_toast_set_action_name [(]/ {
    match($0, /"[a-z]+[.][a-z-]+"/)
    is_reached[substr($0, RSTART + 1, RLENGTH - 2)] = 1
  }
  /name="trigger"/ { trigger = take_text($0) }
  /name="action">action[(]/ {
    action = take_text($0)
    gsub(/^action[(]|[)]$/, "", action)
    is_reached[action] = 1
    if (action ~ /^(lecture|player)[.]/) {
      key_places[action] = place
      has_told_key[action] = has_told_key[action] || (trigger in is_told)
    }
  }

  FILENAME ~ /[.]c$/ && /(install_action [(]widget_class, |[{] )"lecture[.][a-z-]+", NULL/ {
    match($0, /"lecture[.][a-z-]+"/)
    places[substr($0, RSTART + 1, RLENGTH - 2)] = place
  }
  FILENAME ~ /[.]c$/ && /[{] "[a-z]+[.][a-z:-]+", [{] "/ {
    match($0, /"[a-z]+[.][a-z:-]+"/)
    action = substr($0, RSTART + 1, RLENGTH - 2)
    if (!(action in is_told))
      complain(place, "the key of " action " is not in ui/shortcuts.ui")
  }

  END {
    for (action in places)
      if (!(action in is_reached))
        complain(places[action], action " has neither a key nor a button")
    for (action in key_places)
      if (!has_told_key[action])
        complain(key_places[action], "the key of " action " is not in ui/shortcuts.ui")
    exit broken
  }
'

sources=(ui/shortcuts.ui ui/*.ui src/ui/*.c)
[ -e ui/shortcuts.ui ] || sources=(ui/*.ui src/ui/*.c)
[ "${#sources[@]}" -eq 0 ] || awk "$awk_rules" "${sources[@]}"
