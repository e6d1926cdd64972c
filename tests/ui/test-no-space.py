#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window while the disk is full: its row says so, and when there is room again it goes on.

usage: test-no-space.py, with $LECTERN the program, on a screen and a bus of its own, and
$SMALL_DISK a folder on a disk that may be filled
"""

import os

from desktop import activate, find, hand_over, install_service, make_lecture, ok, plan, quit_program, wait_for

REASON = "No space left on device; tried again later\nMake room there (“lectern free” helps)"


def fill(path):
    """To the last byte."""
    with open(path, "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


def test_document(disk):
    """There is no room for the document beside the video."""
    document = os.path.join(disk, "lecture.pdf")
    waste = os.path.join(disk, "waste")
    make_lecture(os.path.join(disk, "lecture.mp4"), 8)
    before = sorted(os.listdir(disk))
    fill(waste)
    hand_over(os.path.join(disk, "lecture.mp4"))
    wait_for("the row", lambda: find("list item", "lecture.mp4, Waiting"))
    reason = wait_for("the reason", lambda: find("label", "cannot write "))
    assert reason.get_name().startswith(f"cannot write {document}: {REASON}"), reason.get_name()
    assert sorted(os.listdir(disk)) == sorted([*before, "waste"]), os.listdir(disk)
    ok("/no-space/told")

    os.remove(waste)
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done"))
    with open(document, "rb") as file:
        assert file.read(5) == b"%PDF-"
    ok("/no-space/goes-on")


def main():
    install_service()
    activate()
    test_document(os.environ["SMALL_DISK"])
    quit_program()
    plan()


main()
