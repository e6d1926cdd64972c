# SPDX-License-Identifier: GPL-3.0-or-later
"""Headless Chromium with a study guide opened from disk, for the scripts that use one."""
import json
import os
import subprocess
import time
import urllib.parse

SECONDS = 60


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


def open_page(browser, page, before=None):
    """before: a script that runs ahead of the page's own. Returns the page's address."""
    address = "file://" + urllib.parse.quote(os.path.realpath(page))
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
        browser.call(domain + ".enable")
    browser.call("Emulation.setDeviceMetricsOverride", width=1300, height=900, deviceScaleFactor=1, mobile=False)
    if before:
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=before)
    browser.events.clear()
    browser.call("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")
    browser.wait_until('document.readyState === "complete"')
    return address


def check_events(browser, address):
    """Nothing was asked for but the page, and no script of it has failed or was refused."""
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
