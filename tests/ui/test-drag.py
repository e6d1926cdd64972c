#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Videos dragged by the mouse from another program's window and dropped on the real one: between
two clients of the X server.

usage: test-drag.py DRAG-SOURCE, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import subprocess
import sys
import tempfile
import time

from desktop import (DEADLINE_S, activate, fail, find, install_service, look_for, make_lecture, ok, plan,
                     program_environment, quit_program, wait_for, xdotool)

TRIES = 3  # what the mouse does is not in step with what windows do
PATIENCE_S = 5
FROM = (60, 60)  # in the source, which lies on the corner of our window
TO = (450, 400)


def move(*arguments):
    xdotool(*arguments)
    time.sleep(0.05)


def drag(end):
    """Holds what it has dragged over the end of the way."""
    move("mousemove", *FROM)
    move("mousedown", 1)
    for i in range(1, 11):
        move("mousemove", *(a + (b - a) * i // 10 for a, b in zip(FROM, end)))


def drop():
    move("mouseup", 1)


def drop_and_look(what, find_it):
    for _ in range(TRIES):
        drag(TO)
        time.sleep(0.3)
        drop()
        found = look_for(find_it, PATIENCE_S)
        if found:
            return found
    return fail(f"{what}: not dropped in {TRIES} tries")


def test_dropped(source, folder):
    video = os.path.join(folder, "lecture.mp4")
    make_lecture(video, 8)
    program = subprocess.Popen([source, video], env=program_environment)
    wait_for("the other window", lambda: find("frame", "Drag Source"))
    drop_and_look("the row", lambda: find("list item", "lecture.mp4, "))
    ok("/drag/dropped")
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    assert os.path.getsize(os.path.join(folder, "lecture.pdf")) > 0
    ok("/drag/done")
    program.terminate()
    program.wait(DEADLINE_S)


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-drag-") as folder:
        install_service()
        activate()
        test_dropped(sys.argv[1], folder)
        quit_program()
    plan()


main()
