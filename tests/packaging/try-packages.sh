#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: try-packages.sh PACKAGES VIDEO DRAG-SOURCE, as root
#
# Installs the packages in the folder PACKAGES on two fresh systems of this machine's Debian, in
# folders of their own, uses them as people do, and purges them: the window, started from its
# desktop entry and given VIDEO by the mouse; and a worker of a cluster, without any graphical
# library, whose database and Redis are this machine's. Systems and what was downloaded for them: in
# SYSTEMS (PACKAGES/systems), so that the next time is shorter.
set -euo pipefail

[ "$(id -u)" -eq 0 ] || { echo "$0: wants to be root" >&2; exit 1; }
# What is mounted is seen by nobody else, and gone when this ends.
[ "${IN_OWN_MOUNTS:-}" = yes ] || IN_OWN_MOUNTS=yes exec unshare --mount --propagation private "$0" "$@"

packages=$(realpath "$1") video=$(realpath "$2") drag_source=$(realpath "$3")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
systems=${SYSTEMS:-$packages/systems}
fresh=$systems/fresh
# shellcheck disable=SC2016 # for apt
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Component: main' | head -n 1)
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
scratch=$(mktemp -d -t lectern-packages-XXXXXX)
started=()
window_packages=() worker_packages=()
for name in lectern lectern-gui; do
  window_packages+=("/packages/$(cd "$packages" && echo "${name}"_*.deb)")
done
for name in lectern lectern-worker; do
  worker_packages+=("/packages/$(cd "$packages" && echo "${name}"_*.deb)")
done
# The home of the worker is no person's, but what is in it is people's work.
not_theirs='^\./var/lib/lectern'
postgres_bin=$(find /usr/lib/postgresql/*/bin -maxdepth 0 | tail -n 1)

say() { printf '%s\n' "$*"; }
die() {
  say "FAILED: $*"
  exit 1
}

clean_up() {
  local i
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    kill "${started[i]}" 2>/dev/null || true
    wait "${started[i]}" 2>/dev/null || true
  done
  rm -rf "$scratch"
}
trap clean_up EXIT

make_fresh() {
  [ ! -f "$fresh/.complete" ] || return 0
  say "Making a fresh $suite"
  rm -rf "$fresh"
  mkdir -p "$systems"
  debootstrap --variant=minbase "$suite" "$fresh" "$mirror" >"$systems/debootstrap.log"
  cp /etc/apt/sources.list.d/debian.sources "$fresh/etc/apt/sources.list.d/" 2>/dev/null &&
    rm -f "$fresh/etc/apt/sources.list"
  # Nothing is started when it is installed: there is no systemd that runs.
  printf '#!/bin/sh\nexit 101\n' >"$fresh/usr/sbin/policy-rc.d"
  chmod +x "$fresh/usr/sbin/policy-rc.d"
  echo force-unsafe-io >"$fresh/etc/dpkg/dpkg.cfg.d/throw-away"
  chroot "$fresh" apt-get -q update >>"$systems/debootstrap.log"
  touch "$fresh/.complete"
}

# enter NAME: a copy of the fresh system in $system, ready to be used
enter() {
  local place
  system=$systems/$1
  rm -rf --one-file-system "$system"
  cp -a --reflink=auto "$fresh" "$system"
  mkdir -p "$systems/archives/partial" "$system/packages"
  for place in proc sys dev; do
    mount --rbind "/$place" "$system/$place"
  done
  mount --bind "$systems/archives" "$system/var/cache/apt/archives"
  cp "$packages"/*.deb "$system/packages"
}

inside() {
  chroot "$system" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}

inside_as() { # inside_as USER HOME COMMAND…
  local user=$1 home=$2
  shift 2
  inside runuser -u "$user" -- env HOME="$home" "$@"
}

apt() {
  inside apt-get -q -y -o APT::Install-Recommends="${recommends:-true}" "$@" >>"$scratch/apt.log" 2>&1 || {
    tail -n 20 "$scratch/apt.log"
    die "apt-get $*"
  }
}

# Every file but what belongs to apt and dpkg, to people, and to what the kernel makes up.
list_files() {
  (cd "$system" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp \
    -o -path ./packages -o -path ./home -o -path ./var/lib/apt -o -path ./var/lib/dpkg -o -path ./var/cache/apt \
    -o -path ./var/cache/debconf -o -path ./var/log \) -prune -o -print | sort)
}

# What comes along with packages, so that what they leave is theirs alone.
install_what_they_need() { # install_what_they_need PACKAGE…
  local others
  others=$(inside apt-get -s install "$@" | awk '$1 == "Inst" && $2 !~ /^lectern/ { print $2 }')
  # shellcheck disable=SC2086 # names
  apt install $others
}

# purge PACKAGE…: and nothing is there that was not there before, but what NOT-THEIRS matches
purge() {
  local left
  apt purge "$@"
  left=$(list_files | comm -13 "$scratch/before" - | grep -vE "$not_theirs" || true)
  [ -z "$left" ] || die "left behind: $left"
  say "purged: nothing is left but what it was used for"
}

try_window() {
  say "The window, on a fresh system"
  enter window
  # What a desk has: a screen, a bus, and what plays the user.
  recommends=false apt install xvfb xauth xdotool dbus dbus-daemon at-spi2-core libglib2.0-bin \
    python3-gi gir1.2-atspi-2.0
  inside useradd --create-home reader
  install_what_they_need "${window_packages[@]}"
  list_files >"$scratch/before"
  apt install "${window_packages[@]}"

  mkdir "$system/home/reader/drive"
  cp "$here/drive-window.py" "$here/../ui/desktop.py" "$drag_source" "$system/home/reader/drive"
  cp "$video" "$system/home/reader/lecture.mp4"
  inside chown -R reader: /home/reader
  inside_as reader /home/reader env GTK_USE_PORTAL=0 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 \
    xvfb-run -a -s '-screen 0 1280x900x24 -nolisten tcp' dbus-run-session -- \
    python3 /home/reader/drive/drive-window.py /home/reader/drive/drag-source /home/reader/lecture.mp4
  purge lectern-gui lectern
  [ -s "$system/home/reader/lecture.pdf" ] || die 'the PDF is gone'
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

as_postgres() {
  (cd / && runuser -u postgres -- env PATH="$postgres_bin:$PATH" "$@")
}

# Where the workers' database and Redis are, in $database and $redis.
start_servers() {
  local port
  port=$(free_port)
  redis-server --port "$port" --bind 127.0.0.1 --save '' --dir "$scratch" >"$scratch/redis.log" &
  started+=($!)
  redis=redis://127.0.0.1:$port/0
  port=$(free_port)
  chmod 711 "$scratch"
  install -d -o postgres "$scratch/postgres"
  as_postgres initdb -D "$scratch/postgres" -A trust -E UTF8 --locale C.UTF-8 -N >"$scratch/initdb.log"
  # shellcheck disable=SC2016 # for the inner shell
  as_postgres sh -c 'echo $$ >"$1/pid"; shift; exec "$@"' sh "$scratch/postgres" \
    "$postgres_bin/postgres" -D "$scratch/postgres" -p "$port" -k "$scratch/postgres" -F 2>"$scratch/postgres.log" &
  until [ -s "$scratch/postgres/pid" ]; do sleep 0.1; done
  started+=("$(cat "$scratch/postgres/pid")")
  until as_postgres createdb -h 127.0.0.1 -p "$port" lectern 2>/dev/null; do
    kill -0 "${started[-1]}" || die "$(cat "$scratch/postgres.log")"
    sleep 0.2
  done
  database=postgresql://postgres@127.0.0.1:$port/lectern
}

as_lectern() {
  inside_as lectern /var/lib/lectern env XDG_DATA_HOME=/var/lib/lectern XDG_CACHE_HOME=/var/cache/lectern \
    DATABASE_URL="$database" REDIS_URL="$redis" "$@"
}

no_graphical_library() {
  local found
  found=$(find "$system/usr/lib" -name 'libgtk*.so*' -o -name 'libgdk-[0-9]*.so*' -o -name 'libadwaita*.so*' \
    -o -name 'libQt*.so*')
  [ -z "$found" ] || die "a graphical library came along: $found"
}

# By what the unit runs, without systemd, which is not there.
try_worker() {
  local worker process document
  say "A worker, on a fresh system"
  enter worker
  install_what_they_need "${worker_packages[@]}"
  list_files >"$scratch/before"
  apt install "${worker_packages[@]}"
  no_graphical_library
  say "installed, and no graphical library is"
  start_servers
  inside install -d -o lectern -g lectern /var/lib/lectern /var/cache/lectern
  cp "$video" "$system/var/lib/lectern/lecture.mp4"
  as_lectern lectern cluster init
  as_lectern lectern cluster check
  read -ra worker < <(sed -n 's/^ExecStart=//p' "$system/lib/systemd/system/lectern-worker@.service")
  # shellcheck disable=SC2016 # for the inner shell
  as_lectern sh -c 'echo $$ >/tmp/worker.pid; exec "$@"' sh "${worker[@]}" >"$scratch/worker.log" 2>&1 &
  process=$!
  until [ -s "$system/tmp/worker.pid" ]; do sleep 0.1; done
  started+=("$(cat "$system/tmp/worker.pid")")
  as_lectern lectern add --cluster --output /var/lib/lectern/lecture.pdf /var/lib/lectern/lecture.mp4
  as_lectern timeout 600 lectern follow --cluster 1 || die "$(cat "$scratch/worker.log")"
  as_lectern lectern fetch 1
  document=$(head -c 5 "$system/var/lib/lectern/lecture.pdf")
  [ "$document" = %PDF- ] || die 'no PDF'
  say "a job of the cluster is done"
  kill "${started[-1]}"
  wait "$process" || die "the worker: $(cat "$scratch/worker.log")"
  unset 'started[-1]'
  purge lectern-worker lectern
}

make_fresh
try_worker
try_window
