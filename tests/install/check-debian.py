#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-debian.py TOP VERSION DATE all|some <FILES

What data/debian says, against the rest of the tree: that its packages are built with what ./dev
builds with, want what ./dev runs with, and are of this version; that each of the installed FILES
(below the prefix, a line each) is in one package and no other. With "all" each pattern names one of
them. Prints each thing that is wrong.
"""
import email.utils
import fnmatch
import pathlib
import re
import sys

TOP = pathlib.Path(sys.argv[1])
VERSION, DATE, HOW_MANY = sys.argv[2:]
DEBIAN = TOP / "data/debian"
# Of the build itself, and of no command of ./dev.
OF_DEBHELPER = {"debhelper-compat", "dh-sequence-installsysusers"}
wrong = []


def expect(what, got, wanted):
    if got != wanted:
        wrong.append(f"{what}: {sorted(got)} and not {sorted(wanted)}")


def list_of_dev(group):
    """Packages of a group of ./dev, and of the groups that it takes in."""
    text = re.search(rf"^{group}=\((.*?)\)$", re.sub(r" *#.*", "", (TOP / "dev").read_text()), re.S | re.M).group(1)
    others = re.findall(r"\$\{(\w+)\[@\]\}", text)
    own = set(re.sub(r'"[^"]*"', "", text).split())
    return own.union(*(list_of_dev(other) for other in others))


def read_paragraphs():
    """Of control: each field's value by its name."""
    text = re.sub(r"^#.*\n", "", (DEBIAN / "control").read_text(), flags=re.M)
    return [dict(re.findall(r"^(\S+): *(.*(?:\n .*)*)", paragraph, re.M)) for paragraph in text.split("\n\n")]


def list_wanted(relation):
    """Names in a field, each with what follows it."""
    return dict(re.match(r"([\w${}:.+-]+)\s*(.*)", part.strip()).groups()
                for part in re.split(r"[,|]", relation) if part.strip())


def check_control(source, packages):
    wanted = list_wanted(source["Build-Depends"])
    build = {name for name, rest in wanted.items() if "nocheck" not in rest}
    expect("Build-Depends", build - OF_DEBHELPER, list_of_dev("build_packages") | list_of_dev("window_packages"))
    known = list_of_dev("run_packages") | list_of_dev("test_packages")
    expect("Build-Depends <!nocheck> that ./dev test has not", wanted.keys() - build - known, set())
    named = set().union(*(list_wanted(package["Depends"]) for package in packages))
    expect("packages that ./dev runs with and none depends on", list_of_dev("run_packages") - named, set())


def check_changelog():
    text = (DEBIAN / "changelog").read_text()
    newest = re.match(r"lectern \((.*?)\)", text).group(1)
    date = email.utils.parsedate_to_datetime(re.search(r"^ -- .*>  (.*)$", text, re.M).group(1))
    expect("the newest version in the changelog", {newest, f"{date:%Y-%m-%d}"}, {VERSION, DATE})


def list_patterns(package):
    lines = (DEBIAN / f"{package}.install").read_text().splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def holds(pattern, file):
    return any(fnmatch.fnmatchcase(str(path), pattern) for path in [file, *file.parents]
               if len(path.parts) == len(pathlib.PurePath(pattern).parts))


def check_files(packages):
    files = [pathlib.PurePath("usr", line) for line in sys.stdin.read().split()]
    patterns = [(package, pattern) for package in packages for pattern in list_patterns(package)]
    for file in files:
        takers = [package for package, pattern in patterns if holds(pattern, file)]
        if len(takers) != 1:
            wrong.append(f"{file} is in {' and '.join(takers) or 'no package'}")
    for package, pattern in patterns if HOW_MANY == "all" else []:
        if not any(holds(pattern, file) for file in files):
            wrong.append(f"{package}: {pattern} is nothing that is installed")


source, *packages = read_paragraphs()
check_control(source, packages)
check_changelog()
check_files([package["Package"] for package in packages])
print("\n".join(wrong), end="\n" if wrong else "")
sys.exit(1 if wrong else 0)
