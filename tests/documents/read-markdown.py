# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what cmark makes of a Markdown file: a line for each block and link."""
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

SPACE = "{http://commonmark.org/xml/1.0}"
LEAVES = ("text", "code", "code_block", "html_inline", "html_block")


def text_of(node):
    if node.tag in (SPACE + "softbreak", SPACE + "linebreak"):
        return "\n"
    own = node.text or "" if node.tag in [SPACE + leaf for leaf in LEAVES] else ""
    return own + "".join(text_of(child) for child in node)


source = open(sys.argv[1], encoding="utf-8", newline="").read()
assert "\r" not in source and not re.search("[\x00-\x08\x0b-\x1f]", source)
front, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", source, re.S).groups()
for line in front.split("\n"):
    assert re.fullmatch(r'[a-z]+: "([^"\\]|\\.)*"', line), line
    print("front", line)
tree = xml.fromstring(subprocess.run(["cmark", "-t", "xml"], input=body, text=True, check=True,
                                     capture_output=True).stdout)
kinds = {SPACE + kind for kind in ("heading", "paragraph", "code_block", "thematic_break")}
for node in tree.iter():
    kind = node.tag.removeprefix(SPACE)
    if node.tag in kinds:
        print(kind, node.get("level", ""), text_of(node))
    elif kind in ("link", "image"):
        print(kind, node.get("destination"), text_of(node))
    elif kind in ("html_inline", "html_block"):
        assert re.fullmatch(r'(<a id="[a-z0-9-]+">|</a>)', node.text.strip()), node.text
