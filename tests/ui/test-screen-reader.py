#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a video to its exported document by what a screen reader can do alone: find by role and
name, and do the actions that widgets offer.

usage: test-screen-reader.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import tempfile

from desktop import (activate, do_action, find, hand_over, install_service, make_lecture, ok, plan, press,
                     quit_program, wait_for)


def open_lecture(folder):
    """A file that is opened with the program is what a drop is without a mouse."""
    video = os.path.join(folder, "lecture.mp4")
    make_lecture(video, 8)
    hand_over(video)
    row = wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    do_action(row.get_child_at_index(0), "job.view")
    wait_for("a slide", lambda: find("table cell", "Slide 1") or find("list item", "Slide 1"))
    ok("/screen-reader/opened")


def remove_a_slide():
    before = wait_for("the count", lambda: find("label", "4 slides"))
    assert before
    press("push button", "Remove")
    wait_for("one less", lambda: find("label", "3 slides"))
    press("push button", "Undo")
    wait_for("all again", lambda: find("label", "4 slides"))
    ok("/screen-reader/corrected")


def export(folder):
    do_action(wait_for("the page", lambda: find("filler", "LecLecturePage")), "job.export")
    wait_for("the dialog", lambda: find("frame", "Export") or find("dialog", "Export"))
    press("push button", "Export")
    wait_for("the document", lambda: [name for name in os.listdir(folder)
                                      if name.endswith(".pdf") and name != "lecture.pdf"])
    wait_for("the toast", lambda: find("push button", "Show in Folder"))
    ok("/screen-reader/exported")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-reader-") as folder:
        install_service()
        activate()
        open_lecture(folder)
        remove_a_slide()
        export(folder)
        quit_program()
    plan()


main()
