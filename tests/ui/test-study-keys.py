#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studying a lecture by keys alone: finding a word as it is typed, correcting what was said,
undoing and redoing that, answering a question, exporting notes. AT-SPI looks, and
presses nothing.

usage: test-study-keys.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import tempfile
import time

from desktop import (activate, fail, find, find_saying, install_service, look_for, ok, open_spoken_lecture, plan,
                     quit_program, tab_to, wait_for, xdotool)

TRIES = 3
PATIENCE_S = 5
HEARD = "A parser is a program that reads a grammar."
MEANT = "A parser is a program that reads words."


def open_guide(folder):
    open_spoken_lecture(folder)
    tab_to("the row", lambda: find("panel", "lecture.mp4, Done\u00a0· "))
    xdotool("key", "Return")
    wait_for("the lecture", lambda: find("label", "4 slides"))
    show_guide()
    ok("/study-keys/opened")


def show_guide():
    tab_to("the study guide", lambda: find("page tab", "Study Guide"))
    xdotool("key", "space")
    wait_for("the guide", lambda: find("page tab", "Transcript"))


def show_transcript():
    xdotool("key", "ctrl+5")
    wait_for("what was said", lambda: find("push button", "Correct these words"))


def find_words(words):
    """The bar comes with an animation, and tells nobody when it listens to what is typed."""
    for _ in range(TRIES):
        xdotool("key", "ctrl+f")
        time.sleep(1)
        xdotool("type", words)
        if look_for(lambda: find(None, "1 of 1"), PATIENCE_S):
            return
        xdotool("key", "Escape")
        time.sleep(1)
    fail(f"“{words}” is not found")


def search():
    show_transcript()
    find_words("to")
    xdotool("type", "xy")
    wait_for("no hit", lambda: find(None, "Not found"))
    xdotool("key", "Escape")
    wait_for("the end of it", lambda: not find(None, "Not found"))
    ok("/study-keys/found")


def correct():
    tab_to("the first cue", lambda: find("push button", "Correct these words"))
    xdotool("key", "space")
    wait_for("where one types", lambda: find("text", "What was said"))
    xdotool("key", "ctrl+a")
    xdotool("type", MEANT)
    time.sleep(0.5)
    xdotool("key", "Return")
    wait_for("what was meant", lambda: find_saying(MEANT))
    ok("/study-keys/corrected")
    xdotool("key", "ctrl+z")
    wait_for("what was heard", lambda: find_saying(HEARD))
    xdotool("key", "ctrl+shift+z")
    wait_for("what was meant, again", lambda: find_saying(MEANT))
    ok("/study-keys/undone")


def practise():
    xdotool("key", "ctrl+4")
    wait_for("a question", lambda: find("push button", "Show the Answer"))
    time.sleep(0.5)
    xdotool("key", "space")
    wait_for("the answer", lambda: find("push button", "Knew It"))
    xdotool("key", "2")
    wait_for("how many are known", lambda: find_saying("know 1 of "))
    ok("/study-keys/practised")


def export(folder):
    xdotool("key", "ctrl+e")
    wait_for("the dialog", lambda: find("frame", "Export") or find("dialog", "Export"))
    time.sleep(0.5)
    xdotool("key", "alt+w")
    time.sleep(0.5)
    xdotool("key", "Down", "Return")
    wait_for("the formats", lambda: find_saying("Notes (Markdown)"))
    xdotool("key", "ctrl+Return")
    path = os.path.join(folder, "lecture.md")
    wait_for("the notes", lambda: os.path.exists(path))
    with open(path, encoding="utf-8") as notes:
        text = notes.read()
    if MEANT not in text or HEARD in text:
        fail("what was corrected is not in the notes")
    ok("/study-keys/exported")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-study-") as folder:
        install_service()
        activate()
        xdotool("mousemove", 200, 300)  # keys go to the window below it where nothing manages windows
        open_guide(folder)
        search()
        correct()
        practise()
        export(folder)
        wait_for("the toast", lambda: find("push button", "Show in Folder"))
        xdotool("key", "ctrl+q")
        if not look_for(lambda: not find("frame", "Lectern"), 20):
            quit_program()
            fail("Ctrl+Q does not end the program")
    plan()


main()
