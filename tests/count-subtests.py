#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how many subtests passed and failed, as "PASSED FAILED", from meson's testlog.json; then a
line for each that failed.

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


# What a sanitizer, GLib or the test itself says, of all that a program that failed has printed.
REASON = re.compile(
    r"^Bail out!|(ERROR|WARNING): \w*Sanitizer|runtime error:|-(ERROR|CRITICAL|WARNING) \*\*|AssertionError"
)


def tell(test):
    lines = ((test.get("stdout") or "") + "\n" + (test.get("stderr") or "")).splitlines()
    told = [line for line in lines if re.match(r"not ok\b", line) or REASON.search(line)]
    yield f"{test['name']}: {test['result']} after {test['duration']:.0f} s"
    for line in told[:3] or [line for line in lines if line.strip()][-2:]:
        yield "    " + line.strip()[:300]


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            tests = [json.loads(line) for line in log]
    except FileNotFoundError:
        print("0 1\nno test was run")  # meson test did not get as far as that
        return
    counts = [count(test) for test in tests]
    print(sum(passed for passed, _ in counts), sum(failed for _, failed in counts))
    for test, (_, failed) in zip(tests, counts):
        if failed:
            print("\n".join(tell(test)))


main()
