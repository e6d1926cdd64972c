#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studying a lecture by what a screen reader can do alone: all views of the study guide are found
by role and name, read, and used.

usage: test-study-reader.py, with $LECTERN the program, on a screen and a bus of its own
"""

import tempfile

from desktop import (Atspi, activate, do_action, find, find_saying, install_service, ok, open_spoken_lecture, plan,
                     press, quit_program, wait_for)

HEARD = "A parser is a program that reads a grammar."
MEANT = "A parser is a program that reads words."


def open_guide(folder):
    row = open_spoken_lecture(folder)
    do_action(row.get_child_at_index(0), "job.view")
    wait_for("a slide", lambda: find("table cell", "Slide 1") or find("list item", "Slide 1"))
    press("page tab", "Study Guide")
    wait_for("what was said over a slide", lambda: find_saying(HEARD))
    ok("/study-reader/slides")


def read_lists():
    press("page tab", "Summary")
    wait_for("a sentence", lambda: find_saying("lexer") or find_saying("parser"))
    ok("/study-reader/summary")
    press("page tab", "Glossary")
    wait_for("a definition", lambda: find_saying("program that reads a grammar"))
    ok("/study-reader/glossary")


def practise():
    press("page tab", "Questions")
    press("push button", "Show the Answer")
    press("push button", "Knew It")
    wait_for("how many are known", lambda: find_saying("1 of "))
    ok("/study-reader/questions")


def search():
    press("page tab", "Transcript")
    wait_for("what was said", lambda: find_saying("A lexer is a program"))
    press("push button", "Find")
    entry = wait_for("where one types", lambda: find(None, "Find in this lecture"))
    Atspi.EditableText.set_text_contents(entry, "tokens")
    wait_for("one hit", lambda: find(None, "1 of 1"))
    Atspi.EditableText.set_text_contents(entry, "toxy")
    wait_for("no hit", lambda: find(None, "Not found"))
    press("push button", "Close Search")
    wait_for("the end of it", lambda: not find(None, "Not found"))
    ok("/study-reader/found")


def correct():
    press("push button", "Correct these words")
    entry = wait_for("where one types", lambda: find("text", "What was said"))
    Atspi.EditableText.set_text_contents(entry, MEANT)
    press("push button", "Keep this correction")
    wait_for("what was meant", lambda: find_saying(MEANT))
    ok("/study-reader/transcript")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-study-") as folder:
        install_service()
        activate()
        open_guide(folder)
        read_lists()
        practise()
        search()
        correct()
        quit_program()
    plan()


main()
