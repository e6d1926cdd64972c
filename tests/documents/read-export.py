# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints a study export, a line for each slide, cue and term."""
import json
import sys

course = json.load(open(sys.argv[1], encoding="utf-8"))
assert course["version"] == 1
print(f"{course['title']}, {course['created']}")
for lecture in course["lectures"]:
    cues = [(visit["slide"], cue) for visit in lecture["speech"] for cue in visit["cues"]]
    print(f"lecture {lecture['title']}, {len(cues)} cues")
    for slide in lecture["slides"]:
        print(f"slide {slide['number']} {slide.get('title')}, {slide.get('picture')}, {slide['link']}")
    for number, cue in cues:
        text = cue["text"].replace("\n", "/")
        print(f"cue {number} {cue.get('speaker')}: {text}")
    for entry in lecture.get("study", {"glossary": []})["glossary"]:
        print(f"term {entry['term']}")
