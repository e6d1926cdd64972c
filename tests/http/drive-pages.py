# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: drive-pages.py jobs ADDRESS TOKEN VIDEO
       drive-pages.py link ADDRESS TOKEN URL
       drive-pages.py dashboard ADDRESS READER ADMIN

Uses the pages of a service in headless Chromium, as somebody would. Ends with an error when what is
there is not what should be, when anything but the service is asked, or when a script fails or is
refused.
"""
import json
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "documents"))
from browser import Browser  # noqa: E402

SECONDS = 900  # other work may hold this one up


def is_true(browser, expression):
    try:
        return browser.run(expression)
    except AssertionError:  # another page is on its way
        return False


def wait_until(browser, expression):
    end = time.monotonic() + SECONDS
    while not is_true(browser, expression):
        assert time.monotonic() < end, expression + "\n" + browser.run("document.body.innerText")
        time.sleep(0.1)


def open_page(browser, address):
    if browser.session is None:
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits", "DOM"):
            browser.call(domain + ".enable")
    browser.call("Page.navigate", url=address)
    wait_until(browser, f'location.href === {json.dumps(address)} && document.readyState === "complete"')


def check_events(browser, address, refused=()):
    """refused: what the page has run into on purpose"""
    for event in browser.events:
        params = event.get("params", {})
        method = event.get("method")
        assert method != "Runtime.exceptionThrown", event
        assert params.get("issue", {}).get("code") != "ContentSecurityPolicyIssue", params
        if method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            assert any(reason in params["entry"]["text"] for reason in refused), params
        assert method != "Runtime.consoleAPICalled", params
        if method == "Network.requestWillBeSent":
            asked = params["request"]["url"]
            assert asked.startswith((address, f"blob:{address}")), asked[:200]
    browser.events.clear()


def show(element_id):
    return f'!document.getElementById("{element_id}").hidden'


def text(selector):
    return f'(document.querySelector({json.dumps(selector)})?.textContent ?? "")'


def press(browser, key, code, text_typed=""):
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=13 if key == "Enter" else 0,
                     **({"text": text_typed} if text_typed and kind == "keyDown" else {}))


def type_token(browser, token):
    """With the keyboard: the field has the focus."""
    wait_until(browser, show("token-form"))
    wait_until(browser, 'document.activeElement.id === "token"')
    browser.call("Input.insertText", text=token)
    press(browser, "Enter", "Enter", "\r")


def click(browser, label):
    found = browser.run("""(label => {
      const button = [...document.querySelectorAll("button")].find(
        button => !button.hidden && (button.getAttribute("aria-label") ?? button.textContent) === label);
      button?.click();
      return button !== undefined;
    })(%s)""" % json.dumps(label))
    assert found, label


def check_access(browser):
    """Everything that can be used has a name, and each picture words."""
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    for node in nodes:
        role = node.get("role", {}).get("value")
        if node.get("ignored") or role not in ("button", "link", "textbox", "searchbox", "combobox", "checkbox", "image",
                                               "progressbar", "progressIndicator"):
            continue
        assert node.get("name", {}).get("value"), node
    assert browser.run("document.querySelectorAll('main, h1').length") >= 2


def set_network(browser, offline=False, upload=-1):
    browser.call("Network.emulateNetworkConditions", offline=offline, latency=0, downloadThroughput=-1,
                 uploadThroughput=upload)


def drop(browser, video):
    document = browser.call("DOM.getDocument")["root"]["nodeId"]
    field = browser.call("DOM.querySelector", nodeId=document, selector="#file")["nodeId"]
    box = browser.call("DOM.getBoxModel", nodeId=field)["model"]["content"]
    data = {"items": [], "files": [video], "dragOperationsMask": 1}
    set_network(browser, upload=6_000_000)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.call("Input.dispatchDragEvent", type=kind, x=box[0] + 5, y=box[1] + 5, data=data)

    # On its way the connection is cut.
    wait_until(browser, 'document.querySelector("#uploads progress")?.value > 0.45')
    check_access(browser)
    set_network(browser, offline=True)
    wait_until(browser, show("problem"))
    time.sleep(1)
    set_network(browser)


def type_link(browser, url):
    browser.run('document.getElementById("link").focus()')
    browser.call("Input.insertText", text=url)
    press(browser, "Enter", "Enter", "\r")


def drive_jobs(browser, address, token, video, add=drop):
    name = os.path.basename(video)
    open_page(browser, address)
    # A wrong token is said to be wrong, and another one can be typed.
    type_token(browser, "lt_wrong")
    wait_until(browser, show("problem"))
    wait_until(browser, show("token-form"))
    browser.run('document.getElementById("token").focus()')
    type_token(browser, token)
    wait_until(browser, show("content"))
    assert browser.run("sessionStorage.length === 1 && localStorage.length === 0 && document.cookie === ''")
    check_events(browser, address, refused=("status of 401",))

    add(browser, video)
    wait_until(browser, show("job"))
    wait_until(browser, f'{text("#job-heading")}.includes({json.dumps(name)})')
    name = browser.run(text("#job-heading"))  # of an address, more than its end
    wait_until(browser, 'document.querySelectorAll("#slides img").length > 0')
    check_access(browser)
    wait_until(browser, f'{text("#job-status")}.startsWith("completed")')
    wait_until(browser, '[...document.querySelectorAll("#slides img")].every(image => image.naturalWidth > 0)')
    assert browser.run('document.querySelectorAll("#slides li").length') == 3
    assert name in browser.run(text("#jobs"))

    # The PDF is saved.
    with tempfile.TemporaryDirectory() as folder:
        browser.call("Page.setDownloadBehavior", behavior="allow", downloadPath=folder)
        click(browser, "PDF")
        end = time.monotonic() + SECONDS
        while not any(entry.endswith(".pdf") for entry in os.listdir(folder)):
            assert time.monotonic() < end, browser.run("document.body.innerText")
            time.sleep(0.1)
        [saved] = [entry for entry in os.listdir(folder) if entry.endswith(".pdf")]
        with open(os.path.join(folder, saved), "rb") as file:
            assert file.read(5) == b"%PDF-"
    # The picture of a slide that is just found may not be there at once: it is asked for again.
    check_events(browser, address, refused=("ERR_INTERNET_DISCONNECTED", "status of 404"))

    # By its address alone it is there again; a dark screen is no trouble.
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    browser.call("Page.reload")
    wait_until(browser, f'{text("#job-status")}.startsWith("completed")')
    assert browser.run('getComputedStyle(document.documentElement).backgroundColor') == "rgb(30, 30, 30)"
    check_access(browser)

    # It is forgotten.
    browser.run("window.confirm = () => true; 1")
    click(browser, f"Remove {name}")
    wait_until(browser, show("none"))
    check_events(browser, address)
    click(browser, "Forget token")
    wait_until(browser, show("token-form"))
    assert browser.run("sessionStorage.length") == 0


def drive_link(browser, address, token, url):
    drive_jobs(browser, address, token, url, type_link)


def drive_dashboard(browser, address, reader, admin):
    open_page(browser, address + "dashboard")
    type_token(browser, reader)
    wait_until(browser, show("content"))
    wait_until(browser, f'{text("#figures")}.includes("Went well")')
    wait_until(browser, f'{text("#no-workers")}.includes("admin")')
    assert browser.run('document.querySelectorAll("#queues li").length') == 5
    assert browser.run('[...document.querySelectorAll("#queues button")].every(button => button.hidden)')
    check_events(browser, address, refused=("status of 401", "status of 403"))
    click(browser, "Forget token")

    type_token(browser, admin)
    wait_until(browser, f'{text("#workers")}.includes("failed")')
    wait_until(browser, show("dead-section"))
    assert "<img src=x>" in browser.run(text("#dead"))
    assert browser.run('document.querySelectorAll("img").length') == 0
    assert browser.run('document.querySelectorAll("#chart rect").length') == 60
    browser.run('document.getElementById("by-hour").click()')
    wait_until(browser, 'document.querySelectorAll("#chart rect").length === 24')
    click(browser, "Pause extraction")
    wait_until(browser, 'document.querySelector("#queues button[aria-label=\\"Resume extraction\\"]") !== null')
    check_access(browser)
    # While it is paused, what is tried again only waits.
    click(browser, "Try all again")
    wait_until(browser, 'document.getElementById("dead-section").hidden')
    click(browser, "Resume extraction")
    wait_until(browser, show("dead-section"))
    check_events(browser, address, refused=("status of 401", "status of 403"))


def main(steps, address, *arguments):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            {"jobs": drive_jobs, "link": drive_link, "dashboard": drive_dashboard}[steps](browser, address, *arguments)
        finally:
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
