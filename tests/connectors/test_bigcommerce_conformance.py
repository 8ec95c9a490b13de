# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce conforms to the interface, and what is more to it than to others."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from conformance import Conformance
from connectors.delivery import ACCEPTED, ERROR, SUCCESS, WITHDRAWN, deliver

from simulator import order_records


class TestBigCommerce(Conformance):
    platform = "bigcommerce"
    carrier = ("ups", "")

    def writing(self, connector):
        return "createOrderShipments"

    # --- An order for several addresses -----------------------------------------------

    @pytest.fixture
    def apart(self, sim):
        """An order of which each line goes to another address."""
        places = [{"order_address_id": 51}, {"order_address_id": 52}]
        return self.new_order(sim, 2, 3, details={"products": places})

    @pytest.mark.parametrize("kind", ["error500", "cut_before", "cut_after"])
    def test_each_address_is_told_once(self, sim, connector, apart, kind, monkeypatch):
        """The second call of two fails: a half of the parcel stands there."""
        ship, addresses = connector._ship, []

        def second_fails(order_id, body, **more):
            addresses.append(body["order_address_id"])
            if len(addresses) == 2:
                sim.fault(kind, count=1, operation="createOrderShipments")
            return ship(order_id, body, **more)

        monkeypatch.setattr(connector, "_ship", second_fails)
        outcome = deliver(connector, self.job(apart, parcel={0: 1, 1: 2}))
        assert outcome.result == ERROR and outcome.in_doubt
        again = {"sent": outcome.sent, "read_back_first": True}
        again = deliver(connector, self.job(apart, parcel={0: 1, 1: 2}, **again))
        assert again.result in (ACCEPTED, SUCCESS), again.error
        self.assert_shown(connector, apart, again)
        entries = sim.ledger.confirmations(apart["order_id"])
        assert [entry.kind for entry in entries] == ["new", "new"]
        assert {row["quantity"] for e in entries for row in e.lines} == {1, 2}

    # --- Taking back ------------------------------------------------------------------

    @pytest.mark.parametrize("operation", ["updateOrder", "deleteOrderShipment"])
    @pytest.mark.parametrize("kind", ["error500", "cut_before", "cut_after"])
    def test_taking_back_in_two_calls_survives_either(
        self, sim, connector, operation, kind
    ):
        order = self.new_order(sim, 1)
        told = deliver(connector, self.job(order)).told
        sim.fault(kind, count=1, operation=operation)
        broken = deliver(connector, self.job(order, told=told, withdraw=True))
        assert broken.result == ERROR and broken.in_doubt
        job = self.job(order, told=broken.told, withdraw=True, read_back_first=True)
        assert deliver(connector, job).result == WITHDRAWN
        seen = connector.order(order["order_id"])
        assert (seen.status, seen.parcels) == ("unshipped", ())
        # It may leave after all.
        again = deliver(connector, self.job(order, reference="00c0ffee00c0ffef"))
        assert again.result == SUCCESS, again.error

    def test_what_else_was_shipped_stays(self, sim, connector):
        order = self.new_order(sim, 1, 1)
        one = self.job(order, "1Z999AA10123456784", parcel={0: 1})
        told = deliver(connector, one).told
        by_hand = {"tracking": "1Z999AA10999999999"}
        order_records.patch_order(sim, order["order_id"], {"ship": by_hand})
        assert connector.order(order["order_id"]).status == "shipped"
        back = self.job(
            order, "1Z999AA10123456784", parcel={0: 1}, told=told, withdraw=True
        )
        assert deliver(connector, back).result == WITHDRAWN
        seen = connector.order(order["order_id"])
        assert seen.status == "partial"
        assert [p.tracking_number for p in seen.parcels] == ["1Z999AA10999999999"]

    # --- Reading ----------------------------------------------------------------------

    def test_an_order_that_changes_meanwhile_hides_no_other(self, sim, connector):
        now = sim.clock.now()
        orders = [
            self.new_order(sim, 1, updated_at=now - 7000 + 3 * number)
            for number in range(60)
        ]
        since = datetime.fromtimestamp(now - 8000, timezone.utc)
        page = connector.orders(since)
        seen = [order.ref for order in page.records]
        for order in orders[:20]:  # all behind them move up by twenty
            order_records.patch_order(sim, order["order_id"], {"ship": {}})
        while page.cursor:
            page = connector.orders(since, page.cursor)
            seen += [order.ref for order in page.records]
        assert set(seen) == {order["order_id"] for order in orders}
        assert len(seen) == 60 + 20
