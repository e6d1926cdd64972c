#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Run by "meson dist" in what it packs: the same commit makes the same archive, whenever it is made,
# by whom it is checked out, and with what umask. (The archive names its maker's account as the
# owner: two people's differ in that.)
set -eu
commit_time=$(git -C "$MESON_SOURCE_ROOT" log -1 --format=%ct)
cd "$MESON_DIST_ROOT"
chmod -R u=rwX,go=rX .
find . -depth -exec touch --no-dereference --date="@$commit_time" {} +
