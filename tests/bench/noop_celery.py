# SPDX-License-Identifier: GPL-3.0-or-later
"""Celery's side of bench-cluster: a task that does nothing, acknowledged late, one at a time."""
import os
import sys

from celery import Celery

app = Celery("noop_celery", broker=os.environ["REDIS_URL"])
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
)


@app.task
def nothing():
    """Nothing."""


def main():
    """Adds that many."""
    for _ in range(int(sys.argv[1])):
        nothing.delay()


if __name__ == "__main__":
    main()
