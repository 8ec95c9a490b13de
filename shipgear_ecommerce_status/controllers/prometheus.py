# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Prometheus' text format, version 0.0.4, of gauges.

Written here rather than by a library, since Odoo requires none. What can go wrong is
the escaping, and that the tests read back with Prometheus' own parser.
"""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_IN_HELP = str.maketrans({"\\": r"\\", "\n": r"\n"})
_IN_LABEL = _IN_HELP | str.maketrans({'"': r"\""})


def exposition(metrics) -> str:
    """Return metrics as a page to scrape.

    :param metrics: each with ``name``, ``help`` and ``samples``: (labels, value)
    """
    return "".join(line + "\n" for metric in metrics for line in _lines(metric))


def _lines(metric):
    yield f"# HELP {metric.name} {metric.help.translate(_IN_HELP)}"
    yield f"# TYPE {metric.name} gauge"
    for labels, value in metric.samples:
        pairs = ",".join(f'{k}="{v.translate(_IN_LABEL)}"' for k, v in labels.items())
        yield f"{metric.name}{'{' + pairs + '}' if pairs else ''} {value!r}"
