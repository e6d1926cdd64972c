#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: test-install.sh MESON BUILD TOP PREFIX BINDIR LIBDIR DATADIR MANDIR VERSION DATE FEATURE…
#
# Installs what is built into a folder, and looks at what is there: these files and no other, each
# as it has to be for the system to take it, and a program that works from there. Speaks TAP.
set -uo pipefail
meson=$1 build=$2 top=$3 prefix=$4 bindir=$5 libdir=$6 datadir=$7 mandir=$8 version=$9
shift 9
date=$1
shift
features=" always $* "
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
installed=$root$prefix
id=org.lectern.Lectern
count=0
failed=0

report() { # report STATUS NAME OUTPUT
  count=$((count + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $count $2"
  else
    echo "not ok $count $2"
    failed=1
  fi
  [ "$1" -eq 0 ] || [ -z "$3" ] || printf '%s\n' "$3" | sed 's/^/# /'
}

skip() { # skip NAME REASON
  count=$((count + 1))
  echo "ok $count $1 # SKIP $2"
}

# check NAME COMMAND…: passes when the command does, and says nothing
check() {
  local name=$1 output status=0
  shift
  if ! command -v "$1" >/dev/null; then
    skip "$name" "$1 is not installed"
    return
  fi
  output=$("$@" 2>&1 </dev/null) || status=$?
  [ "$status" -ne 0 ] || [ -z "$output" ] || status=1
  report "$status" "$name" "$output"
}

lectern() {
  LD_LIBRARY_PATH=$installed/$libdir/lectern XDG_DATA_HOME=$scratch/data "$installed/$bindir/lectern" "$@"
}

list_commands() {
  lectern help | sed -n '/^Commands:/,/^$/s/^  \([a-z-]*\).*/\1/p'
}

list_wanted() {
  local when path command language
  while read -r when path; do
    [[ $when != '#'* && $features == *" $when "* ]] || continue
    path=${path/#BIN/$bindir}
    path=${path/#LIB/$libdir}
    path=${path/#DATA/$datadir}
    echo "${path/#MAN/$mandir}"
  done <"$top/tests/install/files.txt"
  for command in $(list_commands); do
    echo "$mandir/man1/lectern-$command.1"
  done
  while read -r language; do
    echo "$datadir/locale/$language/LC_MESSAGES/lectern.mo"
  done < <(grep -v '^#' "$top/po/LINGUAS")
}

list_installed() {
  (cd "$installed" && find . ! -type d -printf '%P\n')
  [ "$(find "$root" ! -type d ! -path "$installed/*" | wc -l)" -eq 0 ] || echo "outside of $prefix"
}

test_files() {
  local output status=0
  output=$(diff <(list_wanted | sort) <(list_installed | sort)) || status=$?
  report "$status" files "$output"
}

# What may be run is, and everybody may read all of it.
test_modes() {
  local output
  output=$(find "$installed" -type f \( ! -perm -444 -o -perm /022 \) -printf '%M %P\n'
    find "$installed" -type f -perm /111 ! -path "$installed/$bindir/*" ! -name '*.so' -printf '%M %P\n'
    find "$installed/$bindir" -type f ! -perm -111 -printf '%M %P\n')
  [ -z "$output" ]
  report $? modes "$output"
}

# A file that names the folder it was built in works on one machine only.
test_paths() {
  local output
  output=$(grep -rlF -e "$build" -e "$root" "$installed" --exclude='*.so' --exclude=lectern)
  [ -z "$output" ]
  report $? paths "$output"
}

test_program() {
  local output
  output=$(lectern --version)
  [ "$output" = "lectern $version" ]
  report $? program "$output"
}

# Only the modules that are there for it link what makes a window.
test_libraries() {
  local output
  output=$(readelf -d "$installed/$bindir/lectern" "$installed/$libdir/lectern/liblectern-private.so" |
    grep NEEDED | grep -E 'gtk|adwaita|secret|soup|poppler|tesseract|libpq')
  [ -z "$output" ]
  report $? libraries "$output"
}

test_manual() {
  local output page status=0
  if ! command -v man >/dev/null; then
    skip manual 'man is not installed'
    return
  fi
  for page in lectern lectern-extract; do
    output+=$(MANPATH=$installed/$mandir man -P cat "$page" 2>&1 >/dev/null) || status=1
  done
  report "$status" manual "$output"
}

# The paths in a unit are those of the system it will be on.
test_units() {
  local kind unit
  export XDG_RUNTIME_DIR=$scratch/run # a user's manager wants one
  mkdir -m 700 "$XDG_RUNTIME_DIR"
  for kind in system user; do
    unit=$scratch/$kind/lectern-worker.service
    mkdir -p "$scratch/$kind"
    sed -e "s|^ExecStart=$prefix|ExecStart=$installed|" -e '/^User=/d' \
      "$installed/lib/systemd/$kind/lectern-worker.service" >"$unit"
    grep -q "^ExecStart=$installed/$bindir/lectern --worker$" "$unit"
    report $? "unit-$kind-starts" "$(cat "$unit")"
    check "unit-$kind" systemd-analyze --man=no "--$kind" verify "$unit"
  done
}

# A name in capital letters in an identifier is found fault with; ours is, as those of many others.
# shellcheck disable=SC2317 # check calls it
validate_metainfo() {
  local output status=0
  output=$(appstreamcli validate --no-net --no-color --pedantic "$1" 2>&1) || status=$?
  grep -E '^[EWIP]: ' <<<"$output" | grep -v 'cid-contains-uppercase-letter'
  [ "$status" -eq 0 ] || echo "$output"
}

test_release() {
  local newest
  newest=$(grep -m 1 '<release ' "$installed/$datadir/metainfo/$id.metainfo.xml")
  [[ $newest == *"version=\"$version\""* && $newest == *"date=\"$date\""* ]]
  report $? release "$newest, and not $version of $date"
}

# Each picture that is told of is in the source, and of that size.
test_screenshots() {
  local output='' line='' name='' size
  while read -r line; do
    name=$(sed -n 's|.*/screenshots/\([^<]*\)<.*|\1|p' <<<"$line")
    size=$(sed -n 's|.*width="\([0-9]*\)" height="\([0-9]*\)".*|\1 \2|p' <<<"$line")
    [ "$(od -An -j16 -N8 -tu1 "$top/data/screenshots/$name" 2>&1 |
      awk '{ print $3 * 256 + $4, $7 * 256 + $8 }')" = "$size" ] || output+="$name is not $size; "
  done < <(grep '<image ' "$installed/$datadir/metainfo/$id.metainfo.xml")
  [ -z "$output" ] && [ -n "$line$name" ]
  report $? screenshots "$output"
}

test_desktop() {
  local data=$installed/$datadir
  check desktop-entry desktop-file-validate "$data/applications/$id.desktop"
  if command -v appstreamcli >/dev/null; then
    check metainfo validate_metainfo "$data/metainfo/$id.metainfo.xml"
  else
    skip metainfo 'appstreamcli is not installed'
  fi
  check settings glib-compile-schemas --strict --dry-run "$data/glib-2.0/schemas"
  grep -qx "Exec=$prefix/$bindir/lectern --gapplication-service" "$data/dbus-1/services/$id.service"
  report $? bus "$(cat "$data/dbus-1/services/$id.service")"
  test_release
  test_screenshots
}

# What Debian's packages are made of is in the source tree, and elsewhere while they are built.
test_debian() {
  local all=some output status=0
  if [ ! -d "$top/data/debian" ] || ! command -v python3 >/dev/null; then
    skip debian 'no data/debian, or python3 is not installed'
    return
  fi
  [ "$features" != ' always deck keyring postgres web window ' ] || all=all
  output=$(list_installed | sed -e "s|^$libdir/|lib/any/|" -e "s|^$bindir/|bin/|" -e "s|^$datadir/|share/|" \
    -e "s|^$mandir/|share/man/|" | "$top/tests/install/check-debian.py" "$top" "$version" "$date" "$all" 2>&1) ||
    status=$?
  report "$status" debian "$output"
}

output=$("$meson" install -C "$build" --no-rebuild --destdir "$root" 2>&1)
report $? install "$output"
test_files
test_modes
test_paths
test_program
test_libraries
test_manual
test_units
test_debian
[[ $features != *" window "* ]] || test_desktop
echo "1..$count"
exit "$failed"
