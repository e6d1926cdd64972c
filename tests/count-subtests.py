#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how many subtests passed and failed, as "PASSED FAILED", from meson's testlog.json.

meson counts programs; a program here holds many tests and reports each one by TAP. A program that
fails without a failed subtest (a crash, a timeout) counts as one more failure.
"""

import json
import re
import sys


def count(test):
    lines = (test.get("stdout") or "").splitlines()
    skipped = sum(1 for line in lines if re.match(r"ok\b.*#\s*skip", line, re.IGNORECASE))
    passed = sum(1 for line in lines if re.match(r"ok\b", line)) - skipped
    failed = sum(1 for line in lines if re.match(r"not ok\b", line))
    if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL"):
        failed = max(failed, 1)
    elif passed + failed + skipped == 0 and test["result"] == "OK":
        passed = 1
    return passed, failed


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            counts = [count(json.loads(line)) for line in log]
    except FileNotFoundError:
        counts = [(0, 1)]  # meson test did not get as far as running one
    print(sum(passed for passed, _ in counts), sum(failed for _, failed in counts))


main()
