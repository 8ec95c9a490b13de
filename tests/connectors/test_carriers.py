# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What a platform may call a carrier, by what a seller calls it."""

from __future__ import annotations

import pytest
from connectors import CONNECTORS
from connectors.amazon import AmazonConnector
from connectors.base import Connector
from connectors.carriers import CarrierProposal
from hypothesis import given
from hypothesis import strategies as st

propose = AmazonConnector.propose_carrier


@pytest.mark.parametrize(
    ("name", "code", "service"),
    [
        ("UPS", "UPS", ""),
        ("UPS Ground", "UPS", "Ground"),
        ("ups® – 2nd Day Air", "UPS", "2nd Day Air"),
        ("United Parcel Service: Saver", "UPS", "Saver"),
        ("UPS Mail Innovations", "UPS Mail Innovations", ""),
        ("Fed Ex 2Day", "FedEx", "2Day"),
        ("FedEx SmartPost", "FedEx SmartPost", ""),
        ("DHL Express", "DHL", "Express"),
        ("DHL eCommerce", "DHL eCommerce", ""),
        ("USPS Priority Mail", "USPS", "Priority Mail"),
        ("UPS Ground (demo)", "UPS", "Ground (demo)"),
        ("Livraison Colissimo (domicile)", "La Poste", "domicile"),
        ("Sendcloud DPD Classic", "DPD", "Classic"),
        ("Hermes", "Hermes Logistik Gruppe", ""),
        ("GLS Euro Business Parcel", "GLS", "Euro Business Parcel"),
        ("Royal   Mail Tracked 24", "Royal Mail", "Tracked 24"),
    ],
)
def test_a_carrier_that_amazon_lists(name, code, service):
    assert propose(name) == CarrierProposal(code, service=service)


@pytest.mark.parametrize(
    "name", ["Bike courier", "Upside Delivery", "Target Express", "On the Go", "Evri"]
)
def test_any_other_goes_by_its_own_name(name):
    assert propose(name) == CarrierProposal("Other", name=name, known=False)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("ups_rest", "UPS"), ("fedex", "FedEx"), ("usps_rest", "USPS"), ("dhl", "DHL")],
)
def test_the_program_that_ships_tells_the_carrier_where_the_name_does_not(kind, code):
    assert propose("Standard", kind) == CarrierProposal(code)
    assert propose("GLS Standard", kind).code == "GLS"


def test_where_the_platform_takes_any_text_the_name_is_the_code():
    assert Connector.propose_carrier.__func__(Connector, "Bike & Co") == (
        CarrierProposal("Bike & Co")
    )


#: What most sellers ship with, as they write it.
USUAL = (
    *("UPS", "USPS", "FedEx", "OnTrac", "LaserShip", "Amazon Shipping", "Canada Post"),
    *("DHL Express", "DHL Parcel", "DHL eCommerce", "DPD", "GLS", "TNT", "Royal Mail"),
    *("Hermes", "Evri", "Yodel", "La Poste", "Colissimo", "Chronopost"),
    *("Mondial Relay", "PostNL", "bpost", "Correos", "Australia Post"),
)


@pytest.mark.parametrize("platform", sorted(CONNECTORS))
@pytest.mark.parametrize("name", USUAL)
def test_the_usual_carriers_can_be_told_on_each_platform(platform, name):
    """By the platform's own code, or as another carrier with its name."""
    connector = CONNECTORS[platform]
    proposal = connector.propose_carrier(name)
    listed = {code for code, _label in connector.carriers}
    if proposal.known:
        assert proposal.code in listed or not listed
        assert not proposal.name
    else:
        assert proposal.code == connector.other_carrier
        assert proposal.name == name


@pytest.mark.parametrize("platform", sorted(CONNECTORS))
def test_the_carriers_that_all_platforms_list(platform):
    for name in ("UPS", "USPS", "FedEx", "UPS Ground", "FedEx 2Day"):
        assert CONNECTORS[platform].propose_carrier(name).known


@pytest.mark.parametrize("platform", sorted(CONNECTORS))
def test_names_belong_to_carriers_that_are_listed(platform):
    connector = CONNECTORS[platform]
    codes = {code for code, _label in connector.carriers}
    assert set(connector.carrier_names) <= codes
    assert not connector.other_carrier or connector.other_carrier in codes


@pytest.mark.parametrize("platform", sorted(CONNECTORS))
def test_the_guide_leads_to_each_credential_that_is_required(platform):
    connector = CONNECTORS[platform]
    given = [name for step in connector.setup_steps for name in step.gives]
    assert sorted(given) == sorted(c.name for c in connector.credentials if c.required)


@given(st.text(), st.text())
def test_whatever_it_is_called_there_is_a_code(name, kind):
    proposal = propose(name, kind)
    assert proposal.code
    assert proposal.known or proposal.name == " ".join(name.split())
