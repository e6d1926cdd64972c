# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the links and the outline of a PDF, as qpdf sees them, a line each."""
import json
import subprocess
import sys

subprocess.run(["qpdf", "--check", sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
facts = json.loads(subprocess.run(["qpdf", "--json=2", sys.argv[1]], check=True, capture_output=True).stdout)
objects = facts["qpdf"][1]
pages = {page["object"]: page["pageposfrom1"] for page in facts["pages"]}


def resolve(value):
    while isinstance(value, str) and value.endswith(" R"):
        value = objects["obj:" + value]["value"]
    return value


for reference, number in pages.items():
    for annotation in resolve(resolve(reference).get("/Annots", [])):
        link = resolve(annotation)
        assert link["/Subtype"] == "/Link"
        if "/A" in link:
            target = resolve(link["/A"])["/URI"].removeprefix("u:")
        else:
            target = f"page {pages[resolve(link['/Dest'])[0]]}"
        print(f"page {number} leads to {target}")


def show(outlines, level):
    for outline in outlines:
        print(f"{'-' * level} {outline['title']} on page {outline['destpageposfrom1']}")
        show(outline["kids"], level + 1)


show(facts["outlines"], 1)
