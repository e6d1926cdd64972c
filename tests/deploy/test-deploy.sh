#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: test-deploy.sh TOP
#
# Holds the files of data/deploy to the programs that read them, as far as Debian has those, and
# runs what can be run: nginx before three servers of which one dies, the deploy script and the
# container's entry point with programs that only look like those they call. Speaks TAP.
# shellcheck disable=SC2317 # functions are called by their names
set -uo pipefail
top=$(cd "$1" && pwd)
here=$top/tests/deploy
deploy=$top/data/deploy
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count=0
failed=0
max_exposure=30 # of 100: 3.0

report() { # report STATUS NAME OUTPUT
  count=$((count + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $count $2"
  else
    echo "not ok $count $2"
    printf '%s\n' "$3" | sed 's/^/# /'
    failed=1
  fi
}

skip() { # skip NAME WHY
  count=$((count + 1))
  echo "ok $count $1 # SKIP $2"
}

has() { command -v "$1" >/dev/null 2>&1; }

# check NAME PROGRAM COMMAND…: that COMMAND succeeds; skipped without PROGRAM
check() {
  local name=$1 program=$2 output status=0
  shift 2
  if ! has "$program"; then
    skip "$name" "$program is not installed"
    return
  fi
  output=$("$@" 2>&1) || status=$?
  report "$status" "$name" "$output"
}

# refuses NAME PROGRAM WORD COMMAND…: that COMMAND fails and says WORD, so that the check before it
# is known to look at something
refuses() {
  local name=$1 program=$2 word=$3 output status=0
  shift 3
  if ! has "$program"; then
    skip "$name" "$program is not installed"
    return
  fi
  output=$("$@" 2>&1) && status=1
  [[ $output == *"$word"* ]] || status=1
  report "$status" "$name" "said: $output"
}

# --- Units ---

# As meson makes them: of one source come two units.
make_units() {
  local folder=$scratch/units
  mkdir -p "$folder"
  printf '#!/bin/sh\n' >"$folder/lectern"
  chmod +x "$folder/lectern"
  sed -e "s|@bindir@|$folder|" "$deploy/systemd/lectern-worker@.service.in" >"$folder/lectern-worker@.service"
  # shellcheck disable=SC2016 # systemd puts the value there
  sed -e "s|@bindir@|$folder|" -e 's|@title@||' -e 's|@listen@|127.0.0.1:5000|' \
    -e 's|@argument@|${LECTERN_LISTEN}|' "$deploy/systemd/lectern-server.service.in" >"$folder/lectern-server.service"
  sed -e "s|@bindir@|$folder|" -e 's|@title@| (port %i)|' -e 's|@listen@|127.0.0.1:%i|' \
    -e 's|@argument@|127.0.0.1:%i|' "$deploy/systemd/lectern-server.service.in" >"$folder/lectern-server@.service"
}

exposure() { # exposure UNIT [SED-EXPRESSION]
  local unit=$scratch/looked/${1##*/}
  mkdir -p "$scratch/looked"
  sed -e "${2:-}" "$1" >"$unit"
  systemd-analyze security --offline=true --threshold="$max_exposure" "$unit"
}

verify_unit() {
  local output
  output=$(systemd-analyze verify --man=no "$1" 2>&1)
  [ -z "$output" ] || { echo "$output" && return 1; }
}

test_units() {
  local unit
  make_units
  for unit in lectern-worker@.service lectern-server.service lectern-server@.service; do
    check "verify $unit" systemd-analyze verify_unit "$scratch/units/$unit"
    check "exposure of $unit" systemd-analyze exposure "$scratch/units/$unit"
  done
  refuses "a unit that may do more" systemd-analyze UNSAFE exposure "$scratch/units/lectern-server.service" \
    '/^[A-Z][A-Za-z]*=/{/^Exec\|^User\|^Type\|^Description/!d}'
}

# --- nginx ---

# make_nginx FOLDER PORT BACKEND…: its files, with servers of this machine
make_nginx() {
  local folder=$1 port=$2 backend n=0
  shift 2
  mkdir -p "$folder"
  sed -e "s|/tmp/nginx|$folder/nginx|; s|listen 8080|listen 127.0.0.1:$port|" "$deploy/nginx/nginx.conf" \
    >"$folder/nginx.conf"
  cp "$deploy/nginx/upstreams.conf" "$folder"
  for backend in "$@"; do
    n=$((n + 1))
    sed -i "s|server$n:5000|127.0.0.1:$backend|" "$folder/upstreams.conf"
  done
}

find_nginx() {
  PATH=$PATH:/usr/sbin:/sbin
}

test_nginx() {
  find_nginx
  make_nginx "$scratch/nginx" 8080 5001 5002 5003
  check "nginx takes its configuration" nginx nginx -t -c "$scratch/nginx/nginx.conf" -p "$scratch/nginx"
  printf 'server {' >"$scratch/nginx/upstreams.conf"
  refuses "nginx refuses a broken one" nginx failed nginx -t -c "$scratch/nginx/nginx.conf" -p "$scratch/nginx"
  check "nginx before three servers" nginx python3 "$here/drive-nginx.py" "$deploy/nginx" "$scratch/driven"
}

# --- Prometheus ---

# promtool looks for the file of the token.
check_prometheus() {
  cp "$deploy"/prometheus/* "$scratch"
  echo token >"$scratch/token"
  sed -i "s|/run/lectern-metrics/token|$scratch/token|" "$scratch/prometheus.yml"
  (cd "$scratch" && promtool check config prometheus.yml)
}

test_prometheus() {
  check "promtool takes the configuration" promtool check_prometheus
  check "promtool tries the rules" promtool promtool test rules "$deploy/prometheus/lectern.rules.test.yml"
}

# --- The scripts ---

# A program that only looks like one: make_program NAME, its text from standard input
make_program() {
  mkdir -p "$scratch/bin"
  { echo '#!/bin/bash' && cat; } >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}

# Notes how it is called; has a token once there is the file "token".
make_lectern() {
  make_program lectern <<EOF
echo "\$*" >>"$scratch/calls"
case "\$*" in
  --version) echo "lectern 1.0.0" ;;
  "token list --json --cluster") [ ! -e "$scratch/token-is-there" ] || echo '{"name": "admin"}' ;;
  "token add prometheus"*) echo a-secret ;;
  "cluster migrate --status") echo "the tables are of version 3; this program needs version 3" ;;
esac
EOF
}

with_programs() {
  env -i PATH="$scratch/bin:/usr/sbin:/usr/bin:/sbin:/bin" HOME="$scratch" DEPLOY_ROOT="$scratch/root" "$@"
}

refuses_setup() {
  with_programs "$deploy/deploy" setup
}

# Settings with any sign in them come back from the file as they were; what is there stays.
do_setup() {
  local url="postgresql://me:a\"b\\c d'e\$(f)\`g@db/lectern" file=$scratch/root/etc/lectern/cluster.env first
  make_lectern
  make_program systemd-sysusers </dev/null
  # shellcheck disable=SC2016 # for the program
  make_program id <<<'[ "$1" != -u ] || exec /usr/bin/id -u; exit 1'
  with_programs DATABASE_URL="$url" "$deploy/deploy" setup || return
  [ "$(stat -c %a "$file")" = 600 ] || return
  first=$(cat "$file")
  # shellcheck disable=SC2016 # for the other shell
  [ "$(with_programs bash -c '. "$1"; printf %s "$DATABASE_URL"' - "$file")" = "$url" ] || return
  with_programs DATABASE_URL=postgresql://other/db "$deploy/deploy" setup || return
  [ "$(cat "$file")" = "$first" ] && grep -q "^cluster init$" "$scratch/calls"
}

refuses_open_secrets() {
  chmod 644 "$scratch/root/etc/lectern/cluster.env"
  with_programs "$deploy/deploy" setup --check
}

refuses_docker() {
  make_program docker <<<'exit 1'
  with_programs "$deploy/deploy" docker
}

# Nothing is written when something is wrong, nor with --check.
writes_nothing() {
  [ ! -e "$deploy/.env" ] || { echo "$deploy/.env is there" && return 1; }
}

# Ports may be taken where this runs.
do_docker_check() {
  local output
  make_program docker <<<'case "$*" in "compose version") echo "Docker Compose version v2.29.1" ;; esac'
  make_program df <<<'printf "Filesystem 1M-blocks Used Available Capacity Mounted\n/ 0 0 99999 0 /\n"'
  output=$(with_programs "$deploy/deploy" docker --check 2>&1)
  echo "$output"
  [[ $output == *"ok: Docker Compose version"* ]] && ! grep '^PROBLEM:' <<<"$output" | grep -v ' port '
}

refuses_local() {
  with_programs "$deploy/deploy" local
}

do_help() {
  [[ $("$deploy/deploy" help) == *"docker "*"render "* ]]
}

container() { # container VARIABLE=VALUE… COMMAND
  with_programs LECTERN_START_ATTEMPTS=1 "${@:1:$#-1}" "$deploy/container/lectern-container" "${@: -1}"
}

refuses_without_database() {
  container server
}

# It waits for somebody to make a token, and then listens where PORT says.
do_server() {
  : >"$scratch/calls"
  rm -f "$scratch/token-is-there"
  container DATABASE_URL=postgresql://db/x PORT=7000 server &
  sleep 1
  ! grep -q -- --serve "$scratch/calls" || return
  touch "$scratch/token-is-there"
  wait $! || return
  grep -qx -- "--serve --cluster --listen 0.0.0.0:7000 --log-format json" "$scratch/calls"
}

# The token of Prometheus is made once, for a file that it can read.
do_init() {
  local file=$scratch/metrics-token
  container DATABASE_URL=postgresql://db/x METRICS_TOKEN_FILE="$file" init || return
  [ "$(cat "$file")" = a-secret ] && [ "$(stat -c %a "$file")" = 444 ] || return
  : >"$scratch/calls"
  container DATABASE_URL=postgresql://db/x METRICS_TOKEN_FILE="$file" init || return
  ! grep -q "token add" "$scratch/calls"
}

do_other() {
  container version >/dev/null && grep -qx version "$scratch/calls"
}

test_scripts() {
  check "shellcheck" shellcheck shellcheck "$deploy/deploy" "$deploy/container/lectern-container"
  refuses "setup without the program" bash "PROBLEM: lectern is not installed" refuses_setup
  refuses "setup without a database" bash "PROBLEM: nobody has said which database it is" refuses_setup
  check "setup" bash do_setup
  refuses "setup with settings that others may read" bash "chmod 600" refuses_open_secrets
  refuses "local without systemd's units" bash "PROBLEM:" refuses_local
  refuses "docker without docker" bash "PROBLEM: docker's daemon does not answer" refuses_docker
  check "docker, looked at" bash do_docker_check
  check "nothing is written by that" bash writes_nothing
  check "deploy help" bash do_help
  refuses "the container without a database" bash "DATABASE_URL is not set" refuses_without_database
  check "the container's server" bash do_server
  check "the container's init" bash do_init
  check "the container's other commands" bash do_other
}

test_units
test_nginx
test_prometheus
test_scripts
if python3 -c 'import yaml' 2>/dev/null; then
  check "what the files say of each other" python3 python3 "$here/check-files.py" "$top"
else
  skip "what the files say of each other" "python3-yaml is not installed"
fi
echo "1..$count"
exit "$failed"
