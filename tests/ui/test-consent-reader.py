#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether something may be sent, by what a screen reader can do alone: the question is found, read
and answered.

usage: test-consent-reader.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import tempfile

from desktop import (activate, do_action, find, find_saying, hand_over, install_service, make_lecture, ok, plan, press,
                     quit_program, wait_for)

HOST = "ears.example"


def choose_service():
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "lectern")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "lectern.conf"), "w", encoding="utf-8") as settings:
        settings.write(f"[speech]\nservice=https://{HOST}/v1\n")


def decline(folder):
    """The lecture is done before anybody has answered."""
    video = os.path.join(folder, "lecture.mp4")
    make_lecture(video, 8)
    hand_over(video)
    wait_for("what would be sent", lambda: find_saying("the sound of the lecture"))
    wait_for("where to", lambda: find_saying(HOST))
    press("push button", "_Not Now")
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0in\u00a0part"))
    ok("/consent-reader/declined")


def agree():
    """What was declined can be asked for."""
    row = find("list item", "lecture.mp4, Done\u00a0in\u00a0part")
    do_action(row.get_child_at_index(0), "job.retry")
    press("push button", "_Agree")
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    with open(os.path.join(os.environ["XDG_CONFIG_HOME"], "lectern", "agreed-hosts"), encoding="utf-8") as agreed:
        assert agreed.read() == f"{HOST}\n"
    ok("/consent-reader/agreed")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-consent-") as folder:
        choose_service()
        install_service()
        activate()
        decline(folder)
        agree()
        quit_program()
    plan()


main()
