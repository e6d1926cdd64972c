# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of bench-service: a job by its number, for who shows a token, with Flask and SQLAlchemy.

The statements are made once, there are no transactions and no objects: the quickest there is of it.
"""
import hashlib
import os
import time

from flask import Flask, abort, jsonify, request
from sqlalchemy import MetaData, Table, bindparam, create_engine, select

engine = create_engine(os.environ["BENCH_DATABASE"], pool_size=2, isolation_level="AUTOCOMMIT")
tables = MetaData()
tokens = Table("tokens", tables, autoload_with=engine)
jobs = Table("jobs", tables, autoload_with=engine)
find_token = select([tokens.c.scope, tokens.c.owner, tokens.c.expires_at]).where(tokens.c.hash == bindparam("hash"))
find_job = select([jobs]).where(jobs.c.id == bindparam("number"))
app = Flask(__name__)


@app.route("/api/jobs/<int:number>")
def get_job(number):
    """One job, where its reader may see it."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    with engine.connect() as connection:
        token = connection.execute(find_token, {"hash": hashlib.sha256(shown.encode()).hexdigest()}).first()
        if token is None or (token.expires_at is not None and token.expires_at <= time.time() * 1e6):
            abort(401)
        job = connection.execute(find_job, {"number": number}).first()
    if job is None or (token.scope != "admin" and job.owner != token.owner):
        abort(404)
    return jsonify(dict(job))
