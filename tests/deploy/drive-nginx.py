#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: drive-nginx.py CONFIGURATION FOLDER

A real nginx with the files of data/deploy/nginx before three small servers: what only reads is
answered while one of them is dead, cuts its answers or hangs up; what changes something reaches one
server once; events come when they are sent; a large body is not kept; /metrics is not shown.
"""
import http.client
import http.server
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time

N_READS = 200
LARGE = 24 << 20


def find_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port):
        self.n_posts = 0
        self.hangs_up = False
        self.first_piece = threading.Event()
        self.connections = []
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request, client_address):
        pass

    def process_request(self, request, client_address):
        self.connections.append(request)
        super().process_request(request, client_address)

    def die(self):
        """With all that it was about to answer."""
        self.shutdown()
        self.server_close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def hang_up(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def answer(self, text):
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        if self.server.hangs_up:
            self.hang_up()
        elif self.path.endswith("/events"):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"data: 1\n\n")
            self.wfile.flush()
            time.sleep(1.5)
            self.wfile.write(b"data: 2\n\n")
            self.close_connection = True
        else:
            self.answer(self.path.encode())

    def do_POST(self):
        self.server.n_posts += 1
        if self.server.hangs_up:
            self.hang_up()
            return
        left = int(self.headers["Content-Length"])
        while left > 0:
            left -= len(self.rfile.read(min(left, 1 << 16)))
            self.server.first_piece.set()
        self.answer(b"made")


def start(port):
    server = Server(port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def ask(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body)
    answer = connection.getresponse()
    return answer.status, answer.read()


def expect(what, got, wanted):
    if got != wanted:
        sys.exit(f"{what}: {got!r} and not {wanted!r}")


def write_configuration(source, folder, port, backends):
    folder.mkdir()
    text = (source / "nginx.conf").read_text()
    text = text.replace("/tmp/nginx", str(folder / "nginx")).replace("listen 8080", f"listen 127.0.0.1:{port}")
    (folder / "nginx.conf").write_text("daemon off;\nmaster_process off;\n" + text)
    upstreams = (source / "upstreams.conf").read_text()
    for number, backend in enumerate(backends, 1):
        upstreams = upstreams.replace(f"server{number}:5000", f"127.0.0.1:{backend}")
    (folder / "upstreams.conf").write_text(upstreams)


def await_nginx(port, nginx):
    for _ in range(200):
        if nginx.poll() is not None:
            sys.exit(f"nginx ended: {nginx.returncode}")
        try:
            if ask(port, "GET", "/nginx-health")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    sys.exit("nginx does not answer")


def read_many(port):
    for number in range(N_READS):
        expect("a read", ask(port, "GET", f"/api/jobs/{number}"), (200, f"/api/jobs/{number}".encode()))


def check_events(port):
    """The first one comes before the second one is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    began = time.monotonic()
    connection.request("GET", "/api/jobs/1/events")
    answer = connection.getresponse()
    expect("an event", answer.readline(), b"data: 1\n")
    if time.monotonic() - began > 1.2:
        sys.exit("the first event came with the second one")
    expect("all events", answer.read(), b"\ndata: 2\n\n")


def check_large(port, servers):
    """A server has the beginning before the end was sent."""
    for server in servers:
        server.first_piece.clear()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", "/api/extract")
    connection.putheader("Content-Length", str(LARGE))
    connection.endheaders()
    connection.send(bytes(LARGE // 2))
    if not any(server.first_piece.wait(2) for server in servers):
        sys.exit("a large body is kept until all of it is there")
    connection.send(bytes(LARGE - LARGE // 2))
    answer = connection.getresponse()
    expect("a large body", (answer.status, answer.read()), (200, b"made"))


def check_posts(port, servers):
    """Whoever hangs up may have done it: no other one is asked to."""
    for server in servers:
        server.hangs_up = True
        server.n_posts = 0
    expect("a change that nobody answers", ask(port, "POST", "/api/extract", b"{}")[0], 502)
    expect("how often it was asked for", sum(server.n_posts for server in servers), 1)
    for server in servers:
        server.hangs_up = False


def main():
    source, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    port, backends = find_port(), [find_port() for _ in range(3)]
    write_configuration(source, folder, port, backends)
    servers = [start(backend) for backend in backends]
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder], env=dict(os.environ, PATH=path))
    try:
        await_nginx(port, nginx)
        read_many(port)
        servers[0].hangs_up = True
        read_many(port)
        servers[0].hangs_up = False
        servers[1].die()
        read_many(port)
        servers[1] = start(backends[1])
        expect("what is for Prometheus", ask(port, "GET", "/metrics")[0], 404)
        check_events(port)
        check_large(port, servers)
        check_posts(port, servers)
    finally:
        nginx.terminate()
        nginx.wait(20)


main()
