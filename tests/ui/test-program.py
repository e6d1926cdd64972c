#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, started by the session bus and used as a screen reader does. Speaks TAP.

usage: test-program.py, with $LECTERN the program, on a screen and a bus of its own
"""

import os
import subprocess
import sys
import tempfile
import time

# Warnings are fatal to the program and not to what looks at it: AT-SPI prints some.
program_environment = dict(os.environ)
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

NAME = "org.lectern.Lectern"
PATH = "/org/lectern/Lectern"
DEADLINE_S = 60

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
passed = 0


def ok(name):
    global passed
    passed += 1
    print(f"ok {passed} /program/{name}", flush=True)


def wait_for(what, find):
    """What find() returns as soon as it is true."""
    end = time.monotonic() + DEADLINE_S
    while time.monotonic() < end:
        try:
            found = find()
        except GLib.Error:  # it went away while it was looked at
            found = None
        if found:
            return found
        time.sleep(0.1)
    print(f"Bail out! {what}: not within {DEADLINE_S} s", flush=True)
    sys.exit(1)


def call(name, path, interface, method, arguments=None):
    return bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, -1, None)


def call_daemon(method, arguments=None):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, arguments)


def install_service():
    """As it is installed, with the path of the program that was built."""
    folder = os.path.join(os.environ["XDG_DATA_HOME"], "dbus-1", "services")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f"{NAME}.service"), "w", encoding="utf-8") as service:
        service.write(f"[D-BUS Service]\nName={NAME}\nExec={os.environ['LECTERN']} --gapplication-service\n")
    call_daemon("ReloadConfig")


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def find(role, start):
    """The first widget of that role whose name starts so."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        for node in walk(application) if application is not None else ():
            if node.get_role_name() == role and (node.get_name() or "").startswith(start):
                return node
    return None


def press(role, name):
    Atspi.Action.do_action(wait_for(f"{role} “{name}”", lambda: find(role, name)), 0)


def has_owner():
    return call_daemon("NameHasOwner", GLib.Variant("(s)", (NAME,))).unpack()[0]


def test_activated():
    platform_data = GLib.Variant("(a{sv})", ({},))
    call(NAME, PATH, "org.freedesktop.Application", "Activate", platform_data)
    wait_for("the window", lambda: find("frame", "Lectern"))
    button = wait_for("the invitation", lambda: find("push button", "Add Videos…") or find("push button", "_Add Videos…"))
    assert Atspi.Action.get_n_actions(button) > 0
    ok("activated")


def hand_over(video):
    command = [os.environ["LECTERN"], video]
    second = subprocess.run(command, env=program_environment, timeout=DEADLINE_S, check=False)
    assert second.returncode == 0, second.returncode


def test_second_instance(folder):
    """It hands its file over and ends; the first one adds it, works on it and says how that went."""
    video = os.path.join(folder, "talk.mp4")
    with open(video, "w", encoding="utf-8") as file:
        file.write("no video\n")
    hand_over(video)
    wait_for("the row", lambda: find("list item", "talk.mp4, Failed"))
    ok("second-instance")


def test_lecture(folder):
    """From a real video to its document, in the window's own task processes."""
    video = os.path.join(folder, "lecture.mp4")
    made = "cuts --seed 3 --size 640x360 --seconds 8 -o".split()
    subprocess.run([os.environ["LECTURE_VIDEO"], *made, video], timeout=DEADLINE_S, check=True)
    hand_over(video)
    wait_for("the end", lambda: find("list item", "lecture.mp4, Done · "))
    with open(os.path.join(folder, "lecture.pdf"), "rb") as document:
        assert document.read(5) == b"%PDF-"
    ok("lecture")


def test_remove_and_undo():
    """By what a screen reader can press alone."""
    press("push button", "Remove from the list")
    wait_for("the toast", lambda: find("label", "Removed “talk.mp4”"))
    assert not find("list item", "talk.mp4")
    press("push button", "Undo")
    wait_for("the row again", lambda: find("list item", "talk.mp4"))
    ok("remove-and-undo")


def test_quit():
    arguments = GLib.Variant("(sava{sv})", ("quit", [], {}))
    call(NAME, PATH, "org.gtk.Actions", "Activate", arguments)
    wait_for("the end", lambda: not has_owner())
    ok("quit")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-program-") as folder:
        install_service()
        test_activated()
        test_second_instance(folder)
        test_remove_and_undo()
        test_lecture(folder)
        test_quit()
    print(f"1..{passed}")


main()
