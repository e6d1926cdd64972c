#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: layers.sh [TOP]
#
# The house stands on two rules: a room includes only the rooms below it, by path from src/, and a
# library's headers stay in the room that owns the library. Prints each include line that breaks
# one of them; exits 1 when there is any.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"

# shellcheck disable=SC2016 # awk's own variables
awk_rules='
  BEGIN {
    below["base"] = ""
    below["model"] = "base"
    below["redis"] = "base"
    below["media"] = below["net"] = below["documents"] = "base model"
    below["text"] = "base model net"
    below["store"] = below["queue"] = "base model redis"
    below["pipeline"] = "base model media net documents text"
    below["worker"] = below["pipeline"] " redis store queue pipeline"
    below["engine"] = below["worker"] " worker"
    below["cli"] = below["http"] = "base model engine"
    below["reference"] = "base model engine cli"
    below["ui"] = "base model media engine"
    below["main.c"] = "base cli http ui"

    owners["^gst/"] = "media"
    owners["^(jpeglib|jerror|jconfig|jmorecfg|png|pngconf|turbojpeg)[.]h$"] = "media"
    owners["^libsoup/"] = "net http"
    owners["^(hpdf|hpdf_.*)[.]h$"] = "documents"
    owners["^(pango/|cairo|poppler)"] = "documents ui/preview-engine.c"
    owners["^archive(_entry)?[.]h$"] = "documents"
    owners["^(tesseract|leptonica)/|^allheaders[.]h$|^libstemmer[.]h$"] = "text"
    owners["^sqlite3[.]h$"] = "store documents/anki-deck.c"
    owners["^(libpq-fe|postgresql/.*|libpq/.*)"] = "store"
    owners["^hiredis/"] = "redis"
    owners["^seccomp[.]h$"] = "worker"
    owners["^libsecret/"] = "ui/keyring.c engine/secret-keys.c"
    owners["^(gtk/|gdk/|adwaita[.]h$|gsk/)"] = "ui"
    owners["^gmodule[.]h$"] = "main.c text/ocr.c documents/deck-file.c documents/zip-file.c net/http-module.c " \
      "store/postgres-module.c engine/service-key.c cli/serve-command.c ui/preview-pages.c"
  }

  function complain(why) {
    print FILENAME ":" FNR ": " why ": " $0
    broken = 1
  }

  function has(list, word,   words, n, i) {
    n = split(list, words, " ")
    for (i = 1; i <= n; i++)
      if (words[i] == word)
        return 1
    return 0
  }

  FNR == 1 {
    n_parts = split(FILENAME, parts, "/")
    in_src = parts[1] == "src"
    room = in_src ? parts[2] : ""
    if (in_src && !(room in below))
      complain("not a room of the house")
  }

  /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    path = quoted[2]
    if (path ~ /^[.]/ || path ~ /\/[.]/) {
      complain("relative include")
      next
    }
    if (!in_src || path == "config.h")
      next
    slash = index(path, "/")
    if (slash == 0) {
      complain("not by path from src")
      next
    }
    target = substr(path, 1, slash - 1)
    if (target != room && !has(below[room], target))
      complain(room " may not include " target)
  }

  in_src && /^[ \t]*#[ \t]*include[ \t]*</ {
    path = $0
    sub(/^[^<]*</, "", path)
    sub(/>.*/, "", path)
    for (pattern in owners)
      if (path ~ pattern && !has(owners[pattern], room) && !has(owners[pattern], room "/" parts[3]))
        complain("belongs to " owners[pattern])
  }

  END { exit broken }
'

find src tests -name '*.[ch]' -print0 | sort -z | xargs -0 -r awk "$awk_rules" || exit 1
