# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a screen and a bus of its own, seen as a screen reader sees it, for tests in
Python. They speak TAP: ok() after each, plan() after the last."""

import os
import subprocess
import sys
import time

# Warnings are fatal to the program and not to what looks at it: AT-SPI prints some.
program_environment = dict(os.environ)
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

NAME = "org.lectern.Lectern"
PATH = "/org/lectern/Lectern"
DEADLINE_S = 250
MAX_STEPS = 60  # with Tab from one end of a window to the other

bus = Gio.bus_get_sync(Gio.BusType.SESSION)
passed = []


def ok(name):
    passed.append(name)
    print(f"ok {len(passed)} {name}", flush=True)


def plan():
    print(f"1..{len(passed)}")


def fail(reason):
    print(f"Bail out! {reason}", flush=True)
    sys.exit(1)


def look_for(find_it, patience_s):
    """What find_it() returns as soon as it is true, or None."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        began = time.monotonic()
        try:
            found = find_it()
        except GLib.Error:  # it went away while it was looked at
            found = None
        if found:
            return found
        # The program answers for all of its widgets: it is to get on with what is waited for.
        time.sleep(min(max(0.1, 2 * (time.monotonic() - began)), 1))
    return None


def wait_for(what, find_it):
    found = look_for(find_it, DEADLINE_S)
    if not found:
        fail(f"{what}: not within {DEADLINE_S} s")
    return found


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


def tolerate_warnings():
    """Of GTK 4.8's own file dialog, some of whose parts AT-SPI cannot name when it is asked."""
    call_daemon("UpdateActivationEnvironment", GLib.Variant("(a{ss})", ({"G_DEBUG": ""},)))


def activate():
    """As the desktop does it when its entry is chosen."""
    call(NAME, PATH, "org.freedesktop.Application", "Activate", GLib.Variant("(a{sv})", ({},)))
    wait_for("the window", lambda: find("frame", "Lectern"))


def hand_over(*files):
    """To the program that runs, by another one that ends then."""
    second = subprocess.run([os.environ["LECTERN"], *files], env=program_environment, timeout=DEADLINE_S, check=False)
    assert second.returncode == 0, second.returncode


def has_owner():
    return call_daemon("NameHasOwner", GLib.Variant("(s)", (NAME,))).unpack()[0]


def quit_program():
    """Also while there is work, which it asks about."""
    call(NAME, PATH, "org.gtk.Actions", "Activate", GLib.Variant("(sava{sv})", ("quit", [], {})))
    wait_for("the end or a question", lambda: not has_owner() or find("push button", "_Stop at Once"))
    if has_owner():
        press("push button", "_Stop at Once")
    wait_for("the end", lambda: not has_owner())


def xdotool(*arguments):
    """Mouse and keys; it fails where a window has just gone."""
    subprocess.run(["xdotool", *(str(argument) for argument in arguments)], timeout=DEADLINE_S, check=False,
                   stderr=subprocess.DEVNULL)


def has_focus(node):
    return node is not None and node.get_state_set().contains(Atspi.StateType.FOCUSED)


def tab_to(what, find_it):
    for _ in range(MAX_STEPS):
        if look_for(lambda: has_focus(find_it()), 0.1):
            return
        xdotool("key", "Tab")
        time.sleep(0.1)
    fail(f"{what}: not reached with Tab")


def make_lecture(path, seconds):
    made = f"cuts --seed 3 --size 640x360 --seconds {seconds} -o".split()
    subprocess.run([os.environ["LECTURE_VIDEO"], *made, path], timeout=DEADLINE_S, check=True)


SPEECH = """WEBVTT

00:00.500 --> 00:02.000
A parser is a program that reads a grammar.

00:02.500 --> 00:04.000
A lexer is a program that makes tokens for the parser.
"""


def open_spoken_lecture(folder):
    """With something to study from. Returns the list item of its job, once that is done."""
    video = os.path.join(folder, "lecture.mp4")
    make_lecture(video, 8)
    with open(os.path.join(folder, "lecture.vtt"), "w", encoding="utf-8") as speech:
        speech.write(SPEECH)
    hand_over(video)
    return wait_for("the end", lambda: find("list item", "lecture.mp4, Done\u00a0· "))


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def is_seen(node):
    """GTK 4.8 tells of no widget that it is showing, but those that are have an extent."""
    extents = node.get_extents(Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def find(role, start):
    """The first widget of that role whose name starts so, and that is on the screen."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        for node in walk(application) if application is not None else ():
            if role in (None, node.get_role_name()) and (node.get_name() or "").startswith(start) and is_seen(node):
                return node
    return None


def find_saying(words):
    """The first label on the screen with these words in it."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        for node in walk(application) if application is not None else ():
            if node.get_role_name() == "label" and words in (node.get_name() or "") and is_seen(node):
                return node
    return None


def do_action(node, name):
    """An action of a widget, as a screen reader offers them."""
    for i in range(Atspi.Action.get_n_actions(node)):
        if Atspi.Action.get_action_name(node, i) == name:
            return Atspi.Action.do_action(node, i)
    return fail(f"{node.get_role_name()} “{node.get_name()}” has no action {name}")


def press(role, name):
    Atspi.Action.do_action(wait_for(f"{role} “{name}”", lambda: find(role, name)), 0)
