#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, started by the session bus and used as a screen reader does.

usage: test-program.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import subprocess
import tempfile
import time

from desktop import (DEADLINE_S, NAME, PATH, Atspi, GLib, activate, call, find, hand_over, install_service, look_for,
                     make_lecture, ok, plan, press, program_environment, quit_program, wait_for)


TRIES = 3
PATIENCE_S = 10
# What a person takes who hears of the toast and looks for its button by keys.
WAY_TO_UNDO_S = 8


def test_activated():
    activate()
    button = wait_for("the invitation", lambda: find("push button", "Add Videos…") or find("push button", "_Add Videos…"))
    assert Atspi.Action.get_n_actions(button) > 0
    ok("/program/activated")


def test_second_instance(folder):
    """It hands its file over and ends; the first one adds it, works on it and says how that went."""
    video = os.path.join(folder, "talk.mp4")
    with open(video, "w", encoding="utf-8") as file:
        file.write("no video\n")
    hand_over(video)
    wait_for("the row", lambda: find("list item", "talk.mp4, Failed"))
    ok("/program/second-instance")


def test_lecture(folder):
    """From a real video to its document, in the window's own task processes."""
    video = os.path.join(folder, "lecture.mp4")
    make_lecture(video, 8)
    hand_over(video)
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    with open(os.path.join(folder, "lecture.pdf"), "rb") as document:
        assert document.read(5) == b"%PDF-"
    ok("/program/lecture")


def test_remove_and_undo():
    """By what a screen reader can press alone."""
    press("push button", "Remove from the list")
    wait_for("the toast", lambda: find("label", "Removed “talk.mp4”"))
    assert not find("list item", "talk.mp4")
    time.sleep(WAY_TO_UNDO_S)
    press("push button", "Undo")
    wait_for("the row again", lambda: find("list item", "talk.mp4"))
    ok("/program/remove-and-undo")


def test_filter():
    """Which jobs are shown, by buttons with the counts in their names."""
    press("push button", "Failed 1")
    wait_for("the one that failed", lambda: find("list item", "talk.mp4"))
    wait_for("no other", lambda: not find("list item", "lecture.mp4"))
    press("push button", "All 2")
    wait_for("all again", lambda: find("list item", "lecture.mp4"))
    ok("/program/filter")


def test_search():
    press("push button", "Search")
    entry = wait_for("the entry", lambda: find(None, "Search in all lectures"))
    Atspi.EditableText.set_text_contents(entry, "lectur")
    wait_for("no other", lambda: not find("list item", "talk.mp4"))
    assert find("list item", "lecture.mp4")
    press("push button", "Search")
    wait_for("all again", lambda: find("list item", "talk.mp4"))
    ok("/program/search")


def test_dashboard():
    """What is drawn is said, too; a queue is paused there, and all go on from the banner."""
    press("page tab", "Dashboard")
    wait_for("the chart", lambda: find(None, "1 video done in the last 60 minutes"))
    # Rows are made again with the first figures: one that was found before is nothing to press.
    for _ in range(TRIES):
        press("push button", "Pause")
        if look_for(lambda: find(None, "The queue is paused"), PATIENCE_S):
            break
    wait_for("the banner", lambda: find(None, "The queue is paused"))
    press("push button", "_Resume")
    wait_for("the queue", lambda: not find("label", "Paused · nothing waits"))
    press("page tab", "Library")
    wait_for("the library", lambda: find("list item", "talk.mp4"))
    ok("/program/dashboard")


def test_start_while_it_ends(folder):
    """Whoever opens a video while the last window is closing gets a window, and the video in it."""
    last = None
    for _ in range(3):
        arguments = GLib.Variant("(sava{sv})", ("quit", [], {}))
        call(NAME, PATH, "org.gtk.Actions", "Activate", arguments)
        next_one = subprocess.Popen([os.environ["LECTERN"], os.path.join(folder, "talk.mp4")], env=program_environment)
        wait_for("the row", lambda: find("list item", "talk.mp4, Failed"))
        assert last is None or last.wait(DEADLINE_S) == 0, last.returncode
        last = next_one
        assert last.poll() is None, last.returncode
    quit_program()
    assert last.wait(DEADLINE_S) == 0, last.returncode
    ok("/program/start-while-it-ends")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-program-") as folder:
        install_service()
        test_activated()
        test_second_instance(folder)
        test_remove_and_undo()
        test_lecture(folder)
        test_filter()
        test_search()
        test_dashboard()
        test_start_while_it_ends(folder)
    plan()


main()
