#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-scrape.py TOP

A real Prometheus with the files of data/deploy, that asks the real service: what that says is as it
should be, the token is read from its file, rules are evaluated, and each panel of the dashboard has
an answer. $LECTERN is the program. Speaks TAP.
"""
import contextlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

TOP = pathlib.Path(sys.argv[1])
DEPLOY = TOP / "data/deploy"
DEADLINE_S = 600
# What a library without any job, or an hour of it, has nothing to say of.
MAY_BE_EMPTY = {"Failures and completions an hour"}


def find_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url, token=None):
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read().decode()


def await_answer(what, ask_once):
    """Whatever is not false."""
    until = time.monotonic() + DEADLINE_S
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            found = ask_once()
            if found:
                return found
        time.sleep(0.2)
    sys.exit(f"Bail out! {what}")


@contextlib.contextmanager
def running(*command, **options):
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


def write_configuration(folder, port):
    """As it is, but for where things are and for how often it asks."""
    text = (DEPLOY / "prometheus/prometheus.yml").read_text()
    targets = '"server1:5000", "server2:5000", "server3:5000"'
    assert targets in text and "/run/lectern-metrics/token" in text and "15s" in text
    text = text.replace(targets, f'"127.0.0.1:{port}"').replace("/run/lectern-metrics/token", str(folder / "token"))
    (folder / "prometheus.yml").write_text(text.replace("15s", "1s").replace("10s", "1s"))
    shutil.copy(DEPLOY / "prometheus/lectern.rules.yml", folder)


def query(port, expression):
    text = ask(f"http://127.0.0.1:{port}/api/v1/query?query={urllib.parse.quote(expression)}")
    return json.loads(text)["data"]["result"]


def check_rules(port):
    groups = json.loads(ask(f"http://127.0.0.1:{port}/api/v1/rules"))["data"]["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    return [f"{rule['name']}: {rule['health']} {rule.get('lastError', '')}" for rule in rules if rule["health"] != "ok"]


def check_panels(port):
    wrong = []
    board = json.loads((DEPLOY / "grafana/dashboards/lectern.json").read_text())
    for panel in board["panels"]:
        for target in panel["targets"]:
            try:
                found = query(port, target["expr"])
            except urllib.error.HTTPError as error:
                wrong.append(f"{panel['title']}: {error.read().decode()}")
                continue
            if not found and panel["title"] not in MAY_BE_EMPTY:
                wrong.append(f"{panel['title']}: nothing answers {target['expr']}")
    return wrong


def report(number, name, wrong):
    print(f"{'not ok' if wrong else 'ok'} {number} {name}")
    for line in wrong:
        print(f"# {line}")
    return not wrong


def run_checks(folder, url, token):
    port = find_port()
    write_configuration(folder, urllib.parse.urlsplit(url).port)
    (folder / "token").write_text(token)
    metrics = ask(url + "metrics", token)
    said = subprocess.run(["promtool", "check", "metrics"], input=metrics, capture_output=True, text=True, check=False)
    good = report(1, "promtool takes the metrics", (said.stdout + said.stderr).splitlines() if said.returncode else [])
    with running("prometheus", f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'tsdb'}",
                 f"--web.listen-address=127.0.0.1:{port}", "--log.level=error"):
        await_answer("Prometheus does not get at the service", lambda: query(port, 'up{job="lectern"} == 1'))
        await_answer("the rules are not evaluated", lambda: query(port, "lectern:jobs:max"))
        good = report(2, "Prometheus asks the service with the token", []) and good
        await_answer("some rule is not evaluated", lambda: not any("unknown" in line for line in check_rules(port)))
        good = report(3, "all rules are evaluated", check_rules(port)) and good
        good = report(4, "each panel has an answer", check_panels(port)) and good
    return good


def main():
    for program in ("prometheus", "promtool"):
        if shutil.which(program) is None:
            print(f"1..0 # SKIP {program} is not installed")
            return
    with tempfile.TemporaryDirectory(prefix="lectern-scrape-") as name:
        folder = pathlib.Path(name)
        environment = dict(os.environ, XDG_DATA_HOME=str(folder / "data"), XDG_CONFIG_HOME=str(folder / "config"),
                           XDG_CACHE_HOME=str(folder / "cache"))
        lectern = os.environ["LECTERN"]
        token = subprocess.run([lectern, "token", "add", "prometheus", "--scope", "read"], env=environment, check=True,
                               capture_output=True, text=True).stdout.strip()
        with running(lectern, "--serve", "--listen", "127.0.0.1:0", env=environment, stdout=subprocess.PIPE,
                     text=True) as service:
            print("1..4")
            if not run_checks(folder, service.stdout.readline().strip(), token):
                sys.exit(1)


main()
