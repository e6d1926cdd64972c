# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: time-guide.py PAGE TITLE

Opens a study guide from disk in headless Chromium and searches it for words that it has, from those
that stand everywhere to those that stand nowhere. Ends with an error when the page asks for anything
but itself, when a script of it fails or is refused, or when no slide shows TITLE as its text. Prints
JSON: a list of searches, each with the medians of its times in milliseconds.
"""
import collections
import json
import os
import re
import statistics
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "documents"))
from browser import SEARCH, Browser, check_events, open_page  # noqa: E402

TRIES = 9
N_COMMON = 8
N_RARE = 8

# Marking what was found is put off until one has typed: its time is taken apart.
TIME_MARKING = """(() => {
  const later = window.setTimeout;
  window.setTimeout = (call, wait, ...rest) => later(() => {
    const begun = performance.now();
    call(...rest);
    window.markedMs = performance.now() - begun;
  }, wait);
})()"""

# The least that any search has to do: to hide what it did not find, and to lay out the rest.
HIDE = """(() => {
  const states = %s;
  const entries = Array.from(document.querySelectorAll(".entry"));
  const begun = performance.now();
  entries.forEach((entry, i) => { entry.hidden = states[i] === "1"; });
  document.body.getBoundingClientRect();
  return performance.now() - begun;
})()"""
STATES = 'Array.from(document.querySelectorAll(".entry"), (entry) => entry.hidden ? "1" : "0").join("")'


def choose_queries(text):
    counts = collections.Counter(re.findall(r"[a-z]{4,}", text.lower()))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    common, rare = ranked[:N_COMMON], ranked[-N_RARE:]
    return ["", "e", "a", "t", "the", "a e i o n s t r", "the of and to"] + common + rare + [
        f"{common[0]} {rare[0]}", f"{common[1]} {common[2]}", common[0].upper(), "sélection", "nosuchword", "深度学习"]


def measure(browser, query):
    other = "nosuchword" if query != "nosuchword" else ""
    times, marks, least = [], [], []
    for _ in range(TRIES):
        browser.run(SEARCH % json.dumps(other))
        before = browser.run(STATES)
        browser.run("window.markedMs = undefined")
        result = browser.run(SEARCH % json.dumps(query))
        times.append(result["took"])
        browser.wait_until("window.markedMs !== undefined")
        marks.append(browser.run("window.markedMs"))
        after = browser.run(STATES)
        browser.run(HIDE % json.dumps(before))
        least.append(browser.run(HIDE % json.dumps(after)))
    return {"query": query, "found": after.count("0"), "ms": statistics.median(times),
            "mark_ms": statistics.median(marks), "least_ms": statistics.median(least)}


def main(page, title):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            address = open_page(browser, page, TIME_MARKING)
            assert browser.run("document.scripts.length") == 1
            assert title not in browser.run("document.title")
            shown = browser.run('Array.from(document.querySelectorAll(".slide h3"), (line) => line.textContent)')
            assert sum(title in line for line in shown) == 1, shown
            queries = choose_queries(browser.run("document.body.textContent"))
            assert len(set(queries)) == len(queries) >= 20
            results = [measure(browser, query) for query in queries]
            check_events(browser, address)
            print(json.dumps({"searches": results}))
        finally:
            browser.close()


main(sys.argv[1], sys.argv[2])
