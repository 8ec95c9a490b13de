# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Run a script in Odoo's shell that measures in several databases in turn."""

import json

from dev import databases, odoo
from dev.console import CannotContinue, tail
from dev.paths import ROOT, logs


def ask(script, names, **task):
    """Give a task to ``bench/<script>.py``; return what it answers.

    :param names: the databases; the script runs in the first
    """
    question, answer = logs() / f"{script}.json", logs() / f"{script}-answer.json"
    values = task | {"databases": list(names)}
    question.write_text(json.dumps(values), encoding="utf-8")
    log = databases.fresh_log(script)
    paths = {"BENCH_TASK": question, "BENCH_ANSWER": answer}
    if odoo.run_script(ROOT / "bench" / f"{script}.py", names[0], log, **paths):
        print(tail(log, 40))
        raise CannotContinue(f"measuring failed: see {log}.")
    return json.loads(answer.read_text(encoding="utf-8"))
