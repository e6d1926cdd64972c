# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: drive-guide.py PAGE [AXE]

Opens a study guide from disk in headless Chromium and uses it as a person would: searches, clicks
on a time. Ends with an error when the page asks for anything but itself, when a script of it fails
or is refused, or when AXE (axe.min.js) finds something serious. Prints what it saw, a line each.
"""
import json
import os
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.dirname(__file__))
from browser import SEARCH, Browser, check_events, open_page  # noqa: E402

FOCUSABLE = """Array.from(document.querySelectorAll("a[href], button, input, summary"))
  .filter((element) => element.checkVisibility() && element.tabIndex < 0).length"""

VIOLATIONS = """axe.run().then((result) => result.violations.map((item) =>
  `${item.impact} ${item.id} ${item.nodes.length}: ${item.nodes[0].html.slice(0, 200)}`))"""


def search(browser, words):
    browser.run(SEARCH % json.dumps("" if words else "other words"))
    result = browser.run(SEARCH % json.dumps(words))
    print(f"search {words!r}: {result['found']}; {' '.join(result['slides'])}")


def check_video(browser):
    """Clicks on the second slide's time; the video lies beside the page."""
    browser.run('document.querySelectorAll(".slide")[1].querySelector("a.time").click()')
    browser.wait_until('document.querySelector("video").readyState >= 2 && document.querySelector("video").currentTime > 0')
    print("video", browser.run("""JSON.stringify({
      shown: !document.querySelector(".player").hidden && !document.querySelector("video").hidden,
      file: decodeURIComponent(document.querySelector("video").src.split("/").pop()),
      late: document.querySelector("video").currentTime >= Number(
        document.querySelectorAll(".slide")[1].querySelector("a.time").hash.slice(3)) - 0.2 })"""))
    browser.wait_until('document.querySelector(".contents [aria-current]") !== null')
    print("current", browser.run('document.querySelector(".contents [aria-current]").hash'))
    browser.run('document.querySelector(".close").click()')
    browser.events.clear()  # the video was asked for, after the click


def check_no_video(browser):
    browser.run('document.querySelectorAll(".slide")[1].querySelector("a.time").click()')
    browser.wait_until('document.querySelector(".failed").textContent !== ""')
    print("failed", browser.run('document.querySelector(".failed a").getAttribute("href") !== ""'))
    browser.run('document.querySelector(".close").click()')
    browser.events.clear()


def check_axe(browser, script, kind):
    browser.run(open(script, encoding="utf-8").read() + "; true")
    violations = browser.run(VIOLATIONS)
    for line in violations:
        print(f"axe {kind}: {line}")
    assert not [line for line in violations if line.startswith(("serious", "critical"))]
    print(f"axe {kind}: nothing serious")


def drive(browser, page, axe):
    address = open_page(browser, page)
    print("title", browser.run("document.title"))
    print("policy", browser.run('document.querySelector("meta[http-equiv]").content'))
    print("headings", browser.run("""Array.from(document.querySelectorAll("h1, h2, h3, h4"))
      .map((heading) => heading.localName[1]).join("")"""))
    print("scripts", browser.run("document.scripts.length"))
    print("unreachable", browser.run(FOCUSABLE))
    print("wider", browser.run("document.documentElement.scrollWidth > innerWidth"))
    browser.run("""Promise.all(Array.from(document.images).map((image) => (image.loading = "eager", image.decode())))""")
    print("pictures", browser.run("Array.from(document.images).filter((image) => image.naturalWidth > 0).length"))

    for words in ("entropy", "ENTRÓPY surprise", "שלום", "script alert", "nosuchword", ""):
        search(browser, words)
    browser.run('new Promise((done) => setTimeout(done, 200))')
    search(browser, "bits")
    browser.wait_until('CSS.highlights.get("found")?.size > 0')
    print("marked", browser.run('Array.from(CSS.highlights.get("found"), (range) => range.toString()).join("|")'))
    # A link to what is hidden shows it again.
    browser.run(SEARCH % '"nosuchword"')
    browser.run('location.hash = "#" + document.querySelectorAll(".slide")[1].id')
    browser.wait_until('document.querySelector("#query").value === ""')
    check_events(browser, address)

    video = os.path.join(os.path.dirname(page), urllib.parse.unquote(
        browser.run('document.querySelectorAll(".slide")[1].querySelector("a.time").getAttribute("href").split("#")[0]')))
    (check_video if os.path.exists(video) else check_no_video)(browser)

    for kind, width, scheme in (("light", 1300, "light"), ("dark", 1300, "dark"), ("narrow", 360, "light")):
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        print(kind, browser.run("getComputedStyle(document.body).backgroundColor"),
              "wider" if browser.run("document.documentElement.scrollWidth > innerWidth") else "fits")
        if axe:
            check_axe(browser, axe, kind)
    # axe tries what the policy forbids; nothing that it logs is the page's.
    browser.events.clear()


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    chromium = Browser(profile)
    try:
        drive(chromium, sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    finally:
        chromium.close()
