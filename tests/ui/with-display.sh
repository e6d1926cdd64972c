#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: with-display.sh COMMAND…
#
# Runs COMMAND on a screen and a session bus of its own, in a home of its own, with software
# drawing: nothing of the user's session is seen or touched. SCREEN_SIZE (1280x900) is the screen's.
set -euo pipefail

home=$(mktemp -d -t lectern-screen-XXXXXX)
trap 'rm -rf "$home"' EXIT
mkdir -p "$home/.config/gtk-4.0" "$home/data/applications" "$home/run"
chmod 700 "$home/run"
printf '[Settings]\ngtk-enable-animations=false\n' >"$home/.config/gtk-4.0/settings.ini"
# A browser that is installed would start, and one that is not would be told of.
printf '[Desktop Entry]\nType=Application\nName=Nobody\nExec=true\nMimeType=text/html;\n' \
  >"$home/data/applications/lectern-nobody.desktop"
printf '[Default Applications]\ntext/html=lectern-nobody.desktop\n' >"$home/.config/mimeapps.list"

export HOME=$home XDG_RUNTIME_DIR=$home/run
export XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/.config XDG_CACHE_HOME=$home/cache
export GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GTK_USE_PORTAL=0
export GSETTINGS_BACKEND=memory GIO_USE_VFS=local
# Then GStreamer finds no device and sound goes nowhere.
no_sound=pulsesink:NONE,alsasink:NONE,jackaudiosink:NONE,oss4sink:NONE,osssink:NONE
export GST_PLUGIN_FEATURE_RANK=$no_sound,openalsink:NONE
unset WAYLAND_DISPLAY DISPLAY
# What the bus starts prints, too: standard output is COMMAND's alone.
# shellcheck disable=SC2016 # for the inner shell
xvfb-run -a -s "-screen 0 ${SCREEN_SIZE:-1280x900}x24 -nolisten tcp" \
  dbus-run-session -- sh -c 'exec "$@" >&7 7>&-' sh "$@" 7>&1 >&2
