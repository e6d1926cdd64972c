#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Studying a lecture by what a screen reader can do alone: all views of the study guide are found
by role and name, read, and used.

usage: test-study-reader.py, with $LECTERN the program, on a screen and a bus of its own
"""

import tempfile

from desktop import (activate, do_action, find, find_saying, install_service, ok, open_spoken_lecture, plan, press,
                     quit_program, wait_for)


def open_guide(folder):
    row = open_spoken_lecture(folder)
    do_action(row.get_child_at_index(0), "job.view")
    wait_for("a slide", lambda: find("table cell", "Slide 1") or find("list item", "Slide 1"))
    press("page tab", "Study Guide")
    wait_for("what was said over a slide", lambda: find_saying("A parser is a program that reads a grammar."))
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


def correct():
    press("page tab", "Transcript")
    wait_for("what was said", lambda: find_saying("A lexer is a program"))
    press("push button", "Correct these words")
    wait_for("where one types", lambda: find("text", "What was said"))
    press("push button", "Keep this correction")
    wait_for("the end of it", lambda: not find("text", "What was said"))
    ok("/study-reader/transcript")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-study-") as folder:
        install_service()
        activate()
        open_guide(folder)
        read_lists()
        practise()
        correct()
        quit_program()
    plan()


main()
