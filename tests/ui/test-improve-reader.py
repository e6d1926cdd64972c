#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language model adds to a study guide, by what a screen reader can do alone: it is asked for, the
question is read and answered, what came is found, and taken back.

usage: test-improve-reader.py, with $LECTERN the program, on a screen and a bus of its own
"""

import http.server
import json
import os
import tempfile
import threading

from desktop import (activate, do_action, find, find_saying, install_service, ok, open_spoken_lecture, plan, press,
                     quit_program, wait_for)

REMARK = "A remark of the model."
ADDED = {"notes": [{"slide": 1, "note": REMARK}], "summary": [], "glossary": [], "questions": []}


class Model(http.server.BaseHTTPRequestHandler):
    n_asked = 0

    def do_POST(self):
        Model.n_asked += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for choice in ({"delta": {"content": json.dumps(ADDED)}}, {"delta": {}, "finish_reason": "stop"}):
            self.wfile.write(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *arguments):
        pass


def start_model():
    """Returns: where it listens"""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "lectern")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "lectern.conf"), "w", encoding="utf-8") as settings:
        settings.write(f"[language-model]\nservice=http://{host}/v1\nmodel=llama\n")
    return host


def open_guide(folder):
    row = open_spoken_lecture(folder)
    do_action(row.get_child_at_index(0), "job.view")
    wait_for("a slide", lambda: find("table cell", "Slide 1") or find("list item", "Slide 1"))
    press("page tab", "Study Guide")
    wait_for("what was said", lambda: find_saying("A parser is a program"))


def improve(host):
    press("push button", "Improve with the Language Model")
    wait_for("what would be sent", lambda: find_saying("what is written and said in the lecture"))
    wait_for("where to", lambda: find_saying(host))
    assert Model.n_asked == 0
    press("push button", "_Agree")
    wait_for("what it adds", lambda: find_saying(REMARK))
    wait_for("whose it is", lambda: find_saying("Written by a language model"))
    assert Model.n_asked > 0
    ok("/improve-reader/improved")


def take_back():
    press("push button", "Back to the Guide without the Language Model")
    wait_for("the guide as it was", lambda: not find_saying(REMARK))
    assert find_saying("A parser is a program")
    ok("/improve-reader/undone")


def main():
    with tempfile.TemporaryDirectory(prefix="lectern-improve-") as folder:
        host = start_model()
        install_service()
        activate()
        open_guide(folder)
        improve(host)
        take_back()
        quit_program()
    plan()


main()
