# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the cards of a table, a line each, after checking that it follows RFC 4180."""
import csv
import sys

content = open(sys.argv[1], "rb").read()
assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
rows = list(csv.reader(content.decode("utf-8").splitlines(keepends=True), strict=True))
for row in rows:
    assert len(row) == len(rows[0]), row
    for field in row:
        assert field[:1] not in tuple("=+-@\t\r"), field
    print(" | ".join(row))
