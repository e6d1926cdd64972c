# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the chapters of a WebVTT or ffmetadata file, a line each: START END TITLE."""
import html
import re
import sys


def read_ffmetadata(text):
    """As libavformat's ffmetadec.c: a backslash takes the sign after it; ; and # begin comments."""
    lines = re.findall(r"(?:[^\\\n]|\\.)*\n", text, re.S)
    assert lines[0] == ";FFMETADATA1\n"
    chapters = []
    for line in lines[1:]:
        if line[0] in ";#\n":
            continue
        if line == "[CHAPTER]\n":
            chapters.append({})
            continue
        assert not line.startswith("["), line
        key, value = re.fullmatch(r"((?:[^\\=]|\\.)*)=(.*)\n", line, re.S).groups()
        (chapters[-1] if chapters else {})[key] = re.sub(r"\\(.)", r"\1", value, flags=re.S)
    for chapter in chapters:
        assert chapter["TIMEBASE"] == "1/1000"
        yield int(chapter["START"]) / 1000, int(chapter["END"]) / 1000, chapter["title"]


def read_webvtt(text):
    blocks = text.rstrip("\n").split("\n\n")
    assert blocks.pop(0) == "WEBVTT"
    time = r"(\d\d):(\d\d):(\d\d\.\d\d\d)"
    for number, block in enumerate(blocks, 1):
        name, times, title = block.split("\n")
        assert name == str(number)
        found = re.fullmatch(time + " --> " + time, times).groups()
        start, end = (int(h) * 3600 + int(m) * 60 + float(s) for h, m, s in (found[:3], found[3:]))
        assert not re.search(r"<|>|&(?!(amp|lt|gt);)", title), title
        yield start, end, html.unescape(title)


content = open(sys.argv[1], encoding="utf-8", newline="").read()
reader = read_webvtt if content.startswith("WEBVTT") else read_ffmetadata
before = 0
for begin, end, title in reader(content):
    assert before <= begin < end
    before = end
    print(f"{begin:.3f} {end:.3f} {title}")
