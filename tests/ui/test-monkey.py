#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A monkey at the real window: clicks, keys, drops and closes at random, from a seed. The program
has to end well each time it is closed, without a warning, and undo has to bring back what the
lecture was.

usage: test-monkey.py [SEED [ACTIONS]], with $LECTERN the program, on a screen and a bus of its own
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time

from desktop import (DEADLINE_S, Atspi, fail, find, hand_over, has_owner, make_lecture, ok, plan,
                     program_environment, quit_program, wait_for, xdotool)

DEFAULT_SEED = 1
DEFAULT_ACTIONS = 200
WIDTH, HEIGHT = 720, 560  # of the window, which lies in the corner of the screen
BETWEEN_S = 0.06
# GTK loses count when what a button was pressed on goes before it is released. It does no harm.
GTKS_OWN = "Broken accounting of active state"
KEYS = (
    "Tab shift+Tab Return space Escape Delete F2 F10 Menu Up Down Left Right Home End Page_Up Page_Down "
    "ctrl+z ctrl+shift+z ctrl+f ctrl+e ctrl+c ctrl+a ctrl+comma ctrl+question alt+Left ctrl+o m a t x comma period"
).split()


class Program:
    """The program, started as often as it is closed."""

    def __init__(self, folder):
        self.folder = folder
        self.process = None
        self.log = open(os.path.join(folder, "log"), "w+", encoding="utf-8")

    def start(self):
        command = [os.environ["LECTERN"]]
        environment = dict(program_environment, G_DEBUG="fatal-criticals")
        self.process = subprocess.Popen(command, env=environment, cwd=self.folder, stderr=self.log)
        wait_for("the program", has_owner)
        wait_for("the window", lambda: find("frame", "Lectern"))

    def is_running(self):
        return self.process.poll() is None

    def check_end(self):
        code = self.process.wait(DEADLINE_S)
        if code != 0:
            self.log.seek(0)
            print("".join(f"# {line}" for line in self.log), flush=True)
            fail(f"the program ended with {code}")

    def check_log(self):
        self.log.seek(0)
        for line in self.log:
            if re.search("CRITICAL|WARNING|ERROR", line) and GTKS_OWN not in line:
                fail(line.rstrip())


class Monkey:
    def __init__(self, seed, program, files):
        self.random = random.Random(seed)
        self.program = program
        self.files = files
        self.actions = ([self.key] * 10 + [self.click] * 8 + [self.right_click, self.double_click, self.drag, self.scroll]
                        + [self.drop, self.close, self.type_text])

    def place(self):
        return self.random.randrange(WIDTH), self.random.randrange(HEIGHT)

    def key(self):
        key = self.random.choice(KEYS)
        xdotool("key", key)
        return f"key {key}"

    def press(self, button, times):
        place = self.place()
        xdotool("mousemove", *place, "click", "--repeat", times, button)
        return f"button {button}, {times} times, at {place}"

    def click(self):
        return self.press(1, 1)

    def double_click(self):
        return self.press(1, 2)

    def right_click(self):
        return self.press(3, 1)

    def scroll(self):
        return self.press(self.random.choice([4, 5]), 5)

    def drag(self):
        first, second = self.place(), self.place()
        xdotool("mousemove", *first, "mousedown", 1, "mousemove", *second, "mouseup", 1)
        return f"drag from {first} to {second}"

    def type_text(self):
        text = self.random.choice(["types", "page 2", "0:05", "<b>&amp;", "ñ…"])
        xdotool("type", text)
        return f"type {text}"

    def drop(self):
        file = self.random.choice(self.files)
        hand_over(file)
        return f"drop {os.path.basename(file)}"

    def close(self):
        """Also with a dialog in front, which is closed then."""
        xdotool("key", "ctrl+w")
        return "close"

    def act(self):
        action = self.random.choice(self.actions)()
        time.sleep(BETWEEN_S)
        # A program that goes has a moment to do so.
        if not self.program.is_running() or not has_owner():
            self.program.check_end()
            self.program.start()
        return action


def list_slides(video):
    """The lecture as the library has it."""
    environment = dict(program_environment, G_DEBUG="")
    command = [os.environ["LECTERN"], "edit", video, "list", "--json"]
    return subprocess.run(command, env=environment, timeout=DEADLINE_S, check=True, capture_output=True).stdout


def find_at_rest():
    """Where the row lies, once those above it have come and nothing moves it any more."""
    places = []
    while len(places) < 3 or len(set(places[-3:])) > 1:
        row = wait_for("the row", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
        place = row.get_extents(Atspi.CoordType.WINDOW)
        places.append((place.x + place.width // 2, place.y + place.height // 2))
        time.sleep(0.3)
    return places[-1]


def undo_all(video):
    """By what the window offers: until there is nothing left to undo."""
    hand_over(video)
    x, y = find_at_rest()
    xdotool("mousemove", x, y, "click", "--repeat", 2, 1)
    for _ in range(DEFAULT_ACTIONS * 2):
        button = wait_for("undo", lambda: find("push button", "Undo"))
        if not button.get_state_set().contains(Atspi.StateType.SENSITIVE):
            return
        Atspi.Action.do_action(button, 0)
        time.sleep(0.2)
    fail("there is no end of undoing")


def play(seed, n_actions, folder):
    lecture = os.path.join(folder, "lecture.mp4")
    text = os.path.join(folder, "talk.mp4")
    make_lecture(lecture, 12)
    with open(text, "w", encoding="utf-8") as file:
        file.write("no video\n")

    program = Program(folder)
    program.start()
    hand_over(lecture)
    wait_for("the slides", lambda: find("list item", "lecture.mp4, Done\u00a0· "))
    before = list_slides(lecture)
    monkey = Monkey(seed, program, [lecture, text, folder])
    for i in range(n_actions):
        print(f"# {i + 1}: {monkey.act()}", flush=True)
    quit_program()
    program.check_end()
    ok("/monkey/survived")

    program.start()
    undo_all(lecture)
    if list_slides(lecture) != before:
        fail("the lecture is another after all was undone")
    ok("/monkey/undone")
    quit_program()
    program.check_end()
    program.check_log()
    ok("/monkey/ended")


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_SEED
    n_actions = int(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_ACTIONS
    with tempfile.TemporaryDirectory(prefix="lectern-monkey-") as folder:
        play(seed, n_actions, folder)
    plan()


main()
