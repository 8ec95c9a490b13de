# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What we write is what Prometheus' own parser reads, whatever an account is called."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

PATH = (
    Path(__file__).resolve().parent.parent
    / "shipgear_ecommerce_status/controllers/prometheus.py"
)
# Of the controllers, it alone needs no Odoo.
_spec = importlib.util.spec_from_file_location("prometheus_format", PATH)
prometheus = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(prometheus)

# PostgreSQL keeps no NUL, and UTF-8 has no surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
hard = st.text(st.sampled_from('a \\\n"{},=#\r\t\u2028é'))
values = st.integers(0, 10**9) | st.floats(0, 1e12)


def _read(page):
    return [
        (family.name, family.documentation, family.type, sample.labels, sample.value)
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    ]


@given(account=texts | hard, company=texts | hard, value=values)
def test_any_name_is_read_back(account, company, value):
    labels = {"account": account, "company": company}
    metric = SimpleNamespace(name="lamp", help="Lamps.", samples=[(labels, value)])
    [found] = _read(prometheus.exposition([metric]))
    assert found == ("lamp", "Lamps.", "gauge", labels, value)


def test_several_metrics_with_and_without_labels():
    page = prometheus.exposition(
        [
            SimpleNamespace(name="one", help="A\\b\nc", samples=[({}, 1)]),
            SimpleNamespace(name="none", help="Nothing yet.", samples=[]),
            SimpleNamespace(
                name="two", help="T", samples=[({"x": "1"}, 0.5), ({"x": "2"}, 0)]
            ),
        ]
    )
    assert _read(page) == [
        ("one", "A\\b\nc", "gauge", {}, 1),
        ("two", "T", "gauge", {"x": "1"}, 0.5),
        ("two", "T", "gauge", {"x": "2"}, 0),
    ]
    assert page.endswith("\n")
