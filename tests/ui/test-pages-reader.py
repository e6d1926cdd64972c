#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each page of the window as a screen reader sees it: whatever can be used on it has a name. The
accessibility statement of the user's guide names those pages.

usage: test-pages-reader.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import re
import tempfile
import time

from desktop import (NAME, PATH, Atspi, GLib, activate, call, do_action, fail, find, install_service, is_seen, ok,
                     open_spoken_lecture, plan, press, quit_program, wait_for, walk, xdotool)

USABLE = ("push button", "toggle button", "check box", "radio button", "combo box", "text", "entry", "slider",
          "spin button", "page tab", "list item", "table cell", "link", "switch", "menu item")
STATEMENT = os.path.join(os.environ["G_TEST_SRCDIR"], "..", "data", "guide", "accessibility.md")
walked = []


def list_windows():
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        for k in range(application.get_child_count() if application is not None else 0):
            window = application.get_child_at_index(k)
            if window is not None:
                yield window


def is_named(node):
    """GTK 4.8 tells the name of the type where there is no other."""
    name = node.get_name() if node is not None else None
    return bool(name and name.strip()) and not re.fullmatch("(Gtk|Adw|Lec)[A-Z][A-Za-z]+", name)


def has_name(node):
    """Its own, that of the row or the entry whose part it is, or that of the button in a button of a menu."""
    return is_named(node) or is_named(node.get_parent()) or any(is_named(inner) for inner in walk(node))


def describe(node):
    """Where it is, from the inside out."""
    parts = []
    while node is not None and len(parts) < 5:
        place = node.get_extents(Atspi.CoordType.WINDOW)
        parts.append(f"{node.get_role_name()} “{node.get_name()}” at {place.x}, {place.y}")
        node = node.get_parent()
    return " in ".join(parts)


def list_nameless():
    nameless = []
    n_usable = 0
    for window in list_windows():
        if not is_named(window):
            nameless.append(window.get_role_name())
        for node in walk(window):
            if node.get_role_name() in USABLE and is_seen(node):
                n_usable += 1
                if not has_name(node):
                    nameless.append(describe(node))
    return n_usable, nameless


def walk_page(name):
    n_usable, nameless = wait_for(f"all of {name}", list_nameless)
    print(f"# {name}: {n_usable} that can be used", flush=True)
    for what in nameless:
        print(f"# without a name: {what}", flush=True)
    if nameless or n_usable == 0:
        fail(f"{name}: not everything has a name")
    walked.append(name)
    ok(f"/pages-reader/{name.lower().replace(' ', '-')}")


def close_front():
    """One that is only hidden is still told of."""
    xdotool("key", "Escape")
    time.sleep(0.3)


def find_window(name):
    return find("frame", name) or find("dialog", name)


def ask_program(action):
    call(NAME, PATH, "org.gtk.Actions", "Activate", GLib.Variant("(sava{sv})", (action, [], {})))


def walk_beside():
    """The windows that are the same for all; that of the shortcuts is GTK's, which names not all."""
    ask_program("about")
    wait_for("the window about", lambda: find_window("About"))
    walk_page("About")
    close_front()
    ask_program("preferences")
    for page in ("General", "New Videos", "Cluster", "Services"):
        press("page tab", page)
        walk_page(f"Preferences, {page}")
    close_front()


def walk_library(row):
    walk_page("Library")
    do_action(row.get_child_at_index(0), "job.show")
    wait_for("the details", lambda: find_window("Details"))
    walk_page("Details of a video")
    close_front()
    press("page tab", "Dashboard")
    wait_for("figures", lambda: find("label", "Done"))
    walk_page("Dashboard")
    press("page tab", "Library")


def walk_lecture(row):
    do_action(row.get_child_at_index(0), "job.view")
    wait_for("a slide", lambda: find("table cell", "Slide 1") or find("list item", "Slide 1"))
    walk_page("Slides")
    press("page tab", "Study Guide")
    walk_page("Study guide, Slides")
    for view in ("Summary", "Glossary", "Questions", "Transcript"):
        press("page tab", view)
        walk_page(f"Study guide, {view}")
    do_action(wait_for("the page", lambda: find("filler", "LecLecturePage")), "job.export")
    wait_for("the dialog", lambda: find_window("Export"))
    walk_page("Export")
    close_front()


def compare_statement():
    """The first column of its table."""
    with open(STATEMENT, encoding="utf-8") as statement:
        named = re.findall(r"^\| ([^|]+) \|", statement.read(), re.MULTILINE)[1:]
    missing = sorted(set(walked) - set(named))
    if missing:
        fail(f"the statement does not name {missing}")
    ok("/pages-reader/statement")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-pages-") as folder:
        install_service()
        activate()
        walk_page("Empty library")
        walk_beside()
        row = open_spoken_lecture(folder)
        walk_library(row)
        walk_lecture(row)
        quit_program()
    compare_statement()
    plan()


main()
