#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: run.sh FOLDER
#
# Starts the real service ($LECTERN), has a client made of what it says can be asked, and lets that
# ask it. FOLDER has the packages of package-lock.json (./dev clients puts them there); without them
# all of this is skipped. Nothing is asked of another machine.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1
if [ ! -d "$folder/node_modules" ]; then
  echo "1..0 # SKIP the packages are not there; ./dev clients fetches them"
  exit 0
fi

scratch=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  fi
  rm -rf "$scratch"
}
trap finish EXIT

export XDG_DATA_HOME=$scratch/data XDG_CONFIG_HOME=$scratch/config XDG_CACHE_HOME=$scratch/cache
unset DATABASE_URL REDIS_URL

# A lecture to be sent, and one of this machine, of which it is known what was said.
VIDEO=$scratch/lecture.mp4
"$LECTURE_VIDEO" builds --seed 106 --size 640x360 --seconds 20 -o "$VIDEO"
mkdir "$scratch/local"
cp "$VIDEO" "$scratch/local/talk.mp4"
printf 'WEBVTT\n\n00:01.000 --> 00:04.000\nA grammar derives words.\n' >"$scratch/local/talk.vtt"
# Read in another way, so that what is kept of it is not what is kept of the one that is sent.
"$LECTERN" add --lossless "$scratch/local/talk.mp4" >/dev/null

READER=$("$LECTERN" token add reader --scope read --owner ann)
SUBMITTER=$("$LECTERN" token add submitter --scope submit --owner ann)
HASTY=$("$LECTERN" token add hasty --scope submit --owner bob)
ADMIN=$("$LECTERN" token add admin --scope admin)

"$LECTERN" --serve --listen 127.0.0.1:0 --token-jobs-per-hour 12 >"$scratch/address" &
server=$!
until [ -s "$scratch/address" ]; do
  kill -0 "$server"
  sleep .1
done
ADDRESS=$(head -n 1 "$scratch/address")
export VIDEO READER SUBMITTER HASTY ADMIN ADDRESS

# The sources go to where the packages are: that is where a compiler looks for them.
cp "$here"/*.ts "$here/tsconfig.json" "$folder"
cd "$folder"
rm -rf made schema.ts
npm_bin=$folder/node_modules/.bin
"$npm_bin/openapi-typescript" "${ADDRESS%/}/api/openapi.json" -o schema.ts >&2
"$npm_bin/tsc" --project . >&2
node made/drive.js
