#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as it was installed: started from its desktop entry, given a video by the mouse, asked
to end when the video's PDF is there.

usage: drive-window.py DRAG-SOURCE VIDEO, on a screen and a session bus, beside tests/ui/desktop.py
"""

import os
import subprocess
import sys
import time

from desktop import DEADLINE_S, fail, find, look_for, ok, plan, quit_program, wait_for, xdotool

ENTRY = "/usr/share/applications/org.lectern.Lectern.desktop"
TRIES = 5  # what the mouse does is not in step with what windows do
PATIENCE_S = 5
FROM = (60, 60)  # in the source, which lies on the corner of our window
TO = (450, 400)


def drag_and_drop():
    xdotool("mousemove", *FROM, "mousedown", 1)
    for i in range(1, 11):
        xdotool("mousemove", *(a + (b - a) * i // 10 for a, b in zip(FROM, TO)))
        time.sleep(0.05)
    time.sleep(0.3)
    xdotool("mouseup", 1)


def drop(video_name):
    for _ in range(TRIES):
        drag_and_drop()
        if look_for(lambda: find("list item", f"{video_name}, "), PATIENCE_S):
            return
    fail(f"not dropped in {TRIES} tries")


def main():
    source, video = sys.argv[1:]
    name = os.path.basename(video)
    subprocess.run(["gio", "launch", ENTRY], timeout=DEADLINE_S, check=True)
    wait_for("the window", lambda: find("frame", "Lectern"))
    ok("started from its desktop entry")
    other = subprocess.Popen([source, video])
    wait_for("the other window", lambda: find("frame", "Drag Source"))
    drop(name)
    ok("a video was dropped")
    wait_for("the end", lambda: find("list item", f"{name}, Done\u00a0· "))
    with open(os.path.splitext(video)[0] + ".pdf", "rb") as document:
        assert document.read(5) == b"%PDF-"
    ok("its PDF is there")
    other.terminate()
    other.wait(DEADLINE_S)
    quit_program()
    plan()


main()
