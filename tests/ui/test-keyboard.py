#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a video to its exported document by keys alone; AT-SPI looks, and presses nothing.

usage: test-keyboard.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import tempfile
import time

from desktop import (activate, fail, find, install_service, look_for, make_lecture, ok, plan, quit_program, tab_to,
                     tolerate_warnings, wait_for, xdotool)

TRIES = 3
PATIENCE_S = 5


def add(video):
    """The file dialog is GTK's own, and tells nobody when it listens to what is typed."""
    for _ in range(TRIES):
        xdotool("key", "ctrl+o")
        wait_for("the file dialog", lambda: find("filler", "Add Videos"))
        time.sleep(1.5)
        xdotool("type", video)
        time.sleep(0.5)
        xdotool("key", "Return")
        if look_for(lambda: find("list item", "lecture.mp4, "), PATIENCE_S):
            break
        xdotool("key", "Escape", "Escape")
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    ok("/keyboard/added")


def open_lecture():
    tab_to("the row", lambda: find("panel", "lecture.mp4, Done\u00a0· "))
    xdotool("key", "Return")
    wait_for("the lecture", lambda: find("label", "4 slides"))
    ok("/keyboard/opened")


def correct():
    """The focus is in the grid when the page is shown."""
    time.sleep(0.5)
    xdotool("key", "Right", "Delete")
    wait_for("one less", lambda: find("label", "3 slides"))
    xdotool("key", "ctrl+z")
    wait_for("all again", lambda: find("label", "4 slides"))
    ok("/keyboard/corrected")
    xdotool("key", "shift+Delete")
    wait_for("one that is never taken again", lambda: find("label", "3 slides"))
    xdotool("key", "ctrl+z")
    wait_for("all once more", lambda: find("label", "4 slides"))
    xdotool("key", "shift+c")
    wait_for("the folder", lambda: find("label", "New videos in "))
    ok("/keyboard/for-others")


def export(folder):
    xdotool("key", "ctrl+e")
    wait_for("the dialog", lambda: find("frame", "Export") or find("dialog", "Export"))
    time.sleep(0.5)
    xdotool("key", "alt+e")
    wait_for("the document", lambda: [name for name in os.listdir(folder)
                                      if name.endswith(".pdf") and name != "lecture.pdf"])
    wait_for("the toast", lambda: find("push button", "Show in Folder"))
    ok("/keyboard/exported")


def go_back():
    xdotool("key", "alt+Left")
    wait_for("the library", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    xdotool("key", "ctrl+q")
    if not look_for(lambda: not find("frame", "Lectern"), 20):
        quit_program()
        fail("Ctrl+Q does not end the program")
    ok("/keyboard/ended")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-keys-") as folder:
        video = os.path.join(folder, "lecture.mp4")
        make_lecture(video, 8)
        install_service()
        tolerate_warnings()
        activate()
        xdotool("mousemove", 200, 300)  # keys go to the window below it where nothing manages windows
        add(video)
        open_lecture()
        correct()
        export(folder)
        go_back()
    plan()


main()
