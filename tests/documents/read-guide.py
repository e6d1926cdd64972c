# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a study guide as HTML: prints its texts, a line for each element, and its links.

Ends with an error when elements are not nested, ids are not unique, a link leads nowhere in the
page, anything is loaded from elsewhere, or the policy does not fit the script and the style.
"""
import base64
import hashlib
import sys
from html.parser import HTMLParser

VOID = {"meta", "img", "input", "br", "link"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.ids = set()
        self.targets = []
        self.policy = ""
        self.raw = ""
        self.line = ""

    def end_line(self):
        if self.line.strip():
            print(" ".join(self.line.split()))
        self.line = ""

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        assert len(values) == len(attrs), attrs
        assert not any(name.startswith("on") or name == "style" for name in values), attrs
        if "id" in values:
            assert values["id"] not in self.ids, values["id"]
            self.ids.add(values["id"])
        self.targets += values.get("aria-labelledby", "").split()
        if "src" in values:
            assert tag == "img" and values["src"].startswith(("data:image/jpeg;base64,", "data:image/png;base64,"))
            base64.b64decode(values["src"].split(",")[1], validate=True)
            assert values["alt"] and int(values["width"]) and int(values["height"])
            print("picture", values["alt"])
        href = values.get("href", "")
        if href.startswith("#"):
            self.targets.append(href[1:])
        elif href:
            assert tag == "a" and "#t=" in href and ":" not in href.removeprefix("file://"), href
            print("link", href)
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag in ("h1", "h2", "h3", "h4"):
            self.end_line()
            self.line = f"{tag} "
        if tag in ("p", "li", "dt", "dd", "summary"):
            self.end_line()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
        if tag in ("script", "style"):
            digest = base64.b64encode(hashlib.sha256(self.raw.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in self.policy
            self.raw = ""
        if tag in ("p", "li", "dt", "dd", "summary", "h1", "h2", "h3", "h4", "title"):
            self.end_line()

    def handle_data(self, data):
        if self.open and self.open[-1] in ("script", "style"):
            self.raw += data
        else:
            self.line += data


page = Page()
content = open(sys.argv[1], encoding="utf-8", newline="").read()
assert content.startswith("<!DOCTYPE html>\n") and "\r" not in content
page.feed(content)
page.close()
assert not page.open, page.open
assert page.policy.startswith("default-src 'none';")
missing = [target for target in page.targets if target not in page.ids]
assert not missing, missing
