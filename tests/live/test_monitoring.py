# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""docs/MONITORING.md: its example is run, and read by Prometheus' own parser."""

import re

import pytest
from documented import DOCS, examples, orders_read, run_code
from patience import wait_until
from prometheus_client.parser import text_string_to_metric_families

PAGE = (DOCS / "MONITORING.md").read_text(encoding="utf-8")
#: | `name` | `label`, `label` | what it says |
ROWS = re.findall(r"^\| `(ecommerce_status_\w+)` \| (.*?) \| .+ \|$", PAGE, re.M)
DOCUMENTED = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in ROWS}
ACCOUNT = {"account_id", "account", "platform", "company"}


@pytest.fixture
def families(failed_program):
    """What the example prints: metric's name -> family."""
    shop = failed_program.shop
    shop.server.call("ecommerce.account", "action_update", [shop.account_id])
    wait_until(lambda: orders_read(shop)["finished_at"])
    [code] = [e.code for e in examples("MONITORING.md") if e.language == "bash"]
    page = run_code("bash", code, failed_program.variables).stdout
    return {family.name: family for family in text_string_to_metric_families(page)}


def test_what_is_documented_is_there(families):
    assert len(DOCUMENTED) == len(ROWS) > 5
    assert set(families) == set(DOCUMENTED)
    for name, family in families.items():
        assert family.type == "gauge"
        for sample in family.samples:
            labels = set(sample.labels)
            if "account_id" in labels:
                assert ACCOUNT < labels or ACCOUNT == labels
            assert labels - ACCOUNT == DOCUMENTED[name] - {"account"}, name


def test_what_failed_is_counted(families, failed_program):
    account_id = str(failed_program.shop.account_id)
    counts = {
        sample.labels["state"]: sample.value
        for sample in families["ecommerce_status_shipments"].samples
        if sample.labels["account_id"] == account_id
    }
    assert counts.pop("failed") == 1
    assert set(counts.values()) == {0}


def test_alerts_ask_for_metrics_that_there_are():
    rules = "\n".join(e.code for e in examples("MONITORING.md") if e.language == "yaml")
    asked = set(re.findall(r"\becommerce_status_\w+", rules))
    assert len(re.findall(r"^\s+- alert: ", rules, re.M)) == 3
    assert len(asked) == 3
    assert asked <= set(DOCUMENTED)
