#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: kept-video.sh CASE [OPTION…] -o VIDEO
#
# As lecture-video ($LECTURE_VIDEO_MAKER), which makes the same video of the same words each time:
# so what many tests want is made once, and is a copy for all others. $KEPT_VIDEOS is where it is
# kept, for as long as the generator is the same.
set -euo pipefail

if [ $# -lt 3 ] || [ "${*: -2:1}" != -o ] || [[ " $* " == *" --pictures "* ]]; then
  exec "$LECTURE_VIDEO_MAKER" "$@"
fi

video=${*: -1}
words=("${@:1:$#-1}")
kept=$KEPT_VIDEOS/$(stat -c '%Y-%s' "$LECTURE_VIDEO_MAKER")
made=$kept/$(printf '%s\n' "${words[@]}" "${video##*/}" | sha256sum | cut -d ' ' -f 1)
mkdir -p "$kept"
exec 9>"$made.lock"
flock 9
if [ ! -d "$made" ]; then
  rm -rf "$made.new"
  mkdir "$made.new"
  "$LECTURE_VIDEO_MAKER" "${words[@]}" "$made.new/${video##*/}"
  mv "$made.new" "$made"
fi
cp "$made"/* "$(dirname -- "$video")"
