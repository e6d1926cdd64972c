# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: drive-guide.py PAGE [AXE]

Opens a study guide from disk in headless Chromium and uses it as a person would: searches, clicks
on a time. Ends with an error when the page asks for anything but itself, when a script of it fails
or is refused, or when AXE (axe.min.js) finds something serious. Prints what it saw, a line each.
"""
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse

SECONDS = 60
TRIES = 5
MAX_TRIES = 100
LIMIT_MS = 50


class Browser:
    """Chromium's own protocol over a pipe: https://chromedevtools.github.io/devtools-protocol/"""

    def __init__(self, folder):
        theirs_in, self.out = os.pipe()
        self.inp, theirs_out = os.pipe()
        # The protocol is on the descriptors 3 and 4.
        line = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self.process = subprocess.Popen(
            ["bash", "-c", line, "bash", "chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
             "--remote-debugging-pipe", f"--user-data-dir={folder}", "--no-first-run",
             "--disable-component-update", "--disable-background-networking",
             "--autoplay-policy=no-user-gesture-required", "about:blank"],
            pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.buffer = b""
        self.number = 0
        self.session = None
        self.events = []

    def read(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.inp, 1 << 20)
            if not piece:
                raise SystemExit("Chromium has ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.read())

    def run(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_until(self, expression):
        end = time.monotonic() + SECONDS
        while not self.run(expression):
            assert time.monotonic() < end, expression
            time.sleep(0.05)

    def close(self):
        self.process.terminate()
        self.process.wait()


SEARCH = """(() => {
  const input = document.querySelector("#query");
  const begun = performance.now();
  input.value = %s;
  input.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  const took = performance.now() - begun;
  const visible = Array.from(document.querySelectorAll(".slide:not([hidden])"));
  return { took, found: document.querySelector(".found").textContent,
           slides: visible.map((slide) => slide.id) };
})()"""

FOCUSABLE = """Array.from(document.querySelectorAll("a[href], button, input, summary"))
  .filter((element) => element.checkVisibility() && element.tabIndex < 0).length"""

VIOLATIONS = """axe.run().then((result) => result.violations.map((item) =>
  `${item.impact} ${item.id} ${item.nodes.length}: ${item.nodes[0].html.slice(0, 200)}`))"""


def search(browser, words):
    """Returns the shortest of some times in ms: on a busy machine most are those of others."""
    results = []
    while len(results) < TRIES or (len(results) < MAX_TRIES and min(results) > LIMIT_MS):
        browser.run(SEARCH % json.dumps("" if words else "other words"))
        result = browser.run(SEARCH % json.dumps(words))
        results.append(result["took"])
    print(f"search {words!r}: {result['found']}; {' '.join(result['slides'])}")
    return min(results)


def check_events(browser, address):
    for event in browser.events:
        params = event.get("params", {})
        method = event.get("method")
        assert method != "Runtime.exceptionThrown", event
        assert params.get("issue", {}).get("code") != "ContentSecurityPolicyIssue", params
        if method == "Log.entryAdded":
            assert params["entry"]["level"] not in ("error", "warning"), params
        if method == "Runtime.consoleAPICalled":
            raise SystemExit(f"console: {params}")
        if method == "Network.requestWillBeSent":
            asked = params["request"]["url"]
            assert asked.startswith("data:") or asked.split("#")[0] == address, asked[:200]
    browser.events.clear()


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
    address = "file://" + urllib.parse.quote(os.path.realpath(page))
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
        browser.call(domain + ".enable")
    browser.call("Emulation.setDeviceMetricsOverride", width=1300, height=900, deviceScaleFactor=1, mobile=False)
    browser.events.clear()
    browser.call("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")
    browser.wait_until('document.readyState === "complete"')

    print("title", browser.run("document.title"))
    print("policy", browser.run('document.querySelector("meta[http-equiv]").content'))
    print("headings", browser.run("""Array.from(document.querySelectorAll("h1, h2, h3, h4"))
      .map((heading) => heading.localName[1]).join("")"""))
    print("scripts", browser.run("document.scripts.length"))
    print("unreachable", browser.run(FOCUSABLE))
    print("wider", browser.run("document.documentElement.scrollWidth > innerWidth"))
    browser.run("""Promise.all(Array.from(document.images).map((image) => (image.loading = "eager", image.decode())))""")
    print("pictures", browser.run("Array.from(document.images).filter((image) => image.naturalWidth > 0).length"))

    took = [search(browser, words) for words in ("entropy", "ENTRÓPY surprise", "שלום", "script alert", "nosuchword", "")]
    print(f"slowest {max(took):.1f} ms", file=sys.stderr)
    assert max(took) <= LIMIT_MS, took
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
