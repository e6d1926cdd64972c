#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: menus.py [TOP]

In an open menu the letter after a _ chooses an entry: each one that has a letter has one of its
own, in English and in each language of po/LINGUAS. Menus are those of the templates in ui/, and
what a file of src/ui/ adds to menus counts as one. Prints what is wrong; exits 1 when there is
anything.
"""

import gettext
import io
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

APPENDED = re.compile(r'\bg_menu_append \([^"]*\b_ \("([^"]+)"\)')


def list_menus(top):
    """Yields the file, where in it, and the texts."""
    for path in sorted(top.glob("ui/*.ui")):
        for menu in ElementTree.parse(path).iter("menu"):
            labels = (part for part in menu.iter("attribute") if part.get("name") == "label")
            yield path.relative_to(top), menu.get("id"), ["".join(label.itertext()) for label in labels]
    for path in sorted(top.glob("src/ui/*.c")):
        yield path.relative_to(top), "menu", APPENDED.findall(path.read_text(encoding="utf-8"))


def list_languages(top):
    """Yields the name, and what translates."""
    yield "English", str
    listed = top / "po/LINGUAS"
    for line in listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []:
        if line and not line.startswith("#"):
            command = ["msgfmt", "--output-file=-", top / f"po/{line}.po"]
            catalog = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
            yield line, gettext.GNUTranslations(io.BytesIO(catalog)).gettext


def find_key(text):
    found = re.search(r"_(\w)", text.replace("__", ""))
    return found and found[1].lower()


def tell_clashes(labels):
    owners = {}
    for label in labels:
        key = find_key(label)
        if key in owners:
            yield f"{key} is the key of “{owners[key]}” and of “{label}”"
        elif key:
            owners[key] = label


def main():
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "../..")
    menus = list(list_menus(top))
    is_wrong = False
    for language, translate in list_languages(top):
        for path, menu, labels in menus:
            for clash in tell_clashes(map(translate, labels)):
                print(f"{path}: {menu}, {language}: {clash}")
                is_wrong = True
    return 1 if is_wrong else 0


sys.exit(main())
