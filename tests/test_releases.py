# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The releases that tests/live/test_upgrade.py upgrades from."""

import pytest

from dev import release

RELEASES = release.releases()


def test_there_is_a_release_to_upgrade_from():
    assert RELEASES, "run `make release`"


@pytest.mark.parametrize("version, path", RELEASES, ids=lambda value: str(value)[-12:])
def test_a_release_is_what_its_name_says_and_not_newer_than_the_present(version, path):
    assert path.stem.endswith(f"-{version}")
    present = release.present_version()
    assert release.numbers(version) <= release.numbers(present)
