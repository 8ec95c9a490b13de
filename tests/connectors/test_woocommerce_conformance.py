# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""WooCommerce conforms to the interface, each way in which its shops can be told."""

import pytest
from conformance import NUMBERS, SHIPPED_AT, Conformance
from connectors.base import OutcomeUnknown
from connectors.delivery import ACCEPTED, ERROR, SUCCESS, deliver
from connectors.woocommerce.ways import WAYS

from simulator import order_records


class OneWay(Conformance):
    platform = "woocommerce"
    carrier = ("ups", "")

    @pytest.fixture(autouse=True)
    def no_way_is_known(self):
        WAYS._ways.clear()


class TestOrderFulfillments(OneWay):
    variant = "Order Fulfillments"
    options = {"way": "fulfillments"}

    def writing(self, connector):
        return "createFulfillment"

    def test_the_ship_date_is_an_instant(self, sim, connector):
        """WooCommerce dates a fulfillment itself: none is sent."""
        order = self.new_order(sim, 1)
        deliver(connector, self.job(order, shipped_at=SHIPPED_AT))
        (entry,) = sim.ledger.confirmations(order["order_id"])
        assert entry.shipped_at[:10] != str(SHIPPED_AT.date())


class TestShipmentTracking(OneWay):
    variant = "Shipment Tracking"
    options = {"way": "trackings"}
    takes_parts = False

    def writing(self, connector):
        return "createTracking"

    def test_a_part_of_an_order_is_told_as_a_part(self, sim, connector):
        """Its number is told. The order stays as it is: a person completes it."""
        order = self.new_order(sim, 3, 1)
        part = deliver(connector, self.job(order, NUMBERS[0], parcel={0: 2}))
        assert part.result in (ACCEPTED, SUCCESS), part.error
        seen = connector.order(order["order_id"])
        assert seen.status == "unshipped"
        assert [parcel.tracking_number for parcel in seen.parcels] == [NUMBERS[0]]
        self.assert_shown(connector, order, part)

    def test_whether_the_buyer_is_notified_is_the_sellers_choice(self, sim, connector):
        """WooCommerce mails about a completed order whatever is asked."""
        order = self.new_order(sim, 1)
        outcome = deliver(connector, self.job(order, notify_buyer=False))
        assert outcome.result in (ACCEPTED, SUCCESS)
        assert self.told(sim, order) == 1

    @pytest.mark.parametrize("kind", ["cut_after", "cut_before", "hang"])
    def test_a_cut_connection_tells_the_buyer_once(self, sim, connector, kind):
        """A number that did arrive is found at once, and the order completed."""
        if kind != "cut_after":
            super().test_a_cut_connection_tells_the_buyer_once(sim, connector, kind)
            return
        order = self.new_order(sim, 1, 2)
        sim.fault(kind, count=1, operation="createTracking")
        outcome = deliver(connector, self.job(order))
        assert outcome.result == SUCCESS
        assert connector.order(order["order_id"]).status == "shipped"
        assert self.told(sim, order) == self.ledger(sim, order).new == 1

    @pytest.mark.parametrize("kind", ["cut_after", "cut_before"])
    def test_what_is_completed_at_last(self, sim, connector, kind):
        """The number is there, the status is not: the retry completes the order."""
        order = self.new_order(sim, 1)
        sim.fault(kind, count=1, operation="updateOrder")
        job = self.job(order)
        outcome = deliver(connector, job)
        if outcome.result == ERROR:
            assert not isinstance(outcome.error, OutcomeUnknown)
            outcome = deliver(connector, self.job(order, sent=outcome.sent))
        assert outcome.result == SUCCESS
        assert connector.order(order["order_id"]).status == "shipped"
        assert self.told(sim, order) == 1


class TestOldAdvancedShipmentTracking(TestShipmentTracking):
    variant = "Advanced Shipment Tracking"
    options = {"way": "old trackings"}


class TestCompletion(OneWay):
    variant = "Completion"
    options = {}
    takes_parts = False

    def writing(self, connector):
        return "updateOrder"

    def test_a_parcel_is_told_once_and_shown(self, sim, connector):
        """There is no place for the carrier and the number."""
        order = self.new_order(sim, 2, 1)
        outcome = deliver(connector, self.job(order))
        assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
        (entry,) = sim.ledger.confirmations(order["order_id"])
        assert (entry.kind, entry.tracking, entry.carrier) == ("new", "", "")
        self.assert_shown(connector, order, outcome)
        assert connector.order(order["order_id"]).status == "shipped"

    def test_an_order_that_a_person_shipped_is_not_told_again(self, sim, connector):
        """A completed order is all that there ever was to tell."""
        order = self.new_order(sim, 1)
        order_records.patch_order(sim, order["order_id"], {"ship": {"tracking": "1"}})
        assert deliver(connector, self.job(order)).result == SUCCESS
        assert self.ledger(sim, order).accepted == 1

    def test_as_many_tracking_numbers_as_the_platform_takes(self, sim, connector):
        order = self.new_order(sim, 3)
        outcome = deliver(connector, self.job(order, *NUMBERS))
        assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
        self.assert_shown(connector, order, outcome)

    def test_whether_the_buyer_is_notified_is_the_sellers_choice(self, sim, connector):
        """WooCommerce mails about a completed order whatever is asked."""
        order = self.new_order(sim, 1)
        outcome = deliver(connector, self.job(order, notify_buyer=False))
        assert outcome.result in (ACCEPTED, SUCCESS)
        assert self.told(sim, order) == 1

    def test_the_ship_date_is_an_instant(self, sim, connector):
        """There is no place for it."""
        order = self.new_order(sim, 1)
        deliver(connector, self.job(order, shipped_at=SHIPPED_AT))
        (entry,) = sim.ledger.confirmations(order["order_id"])
        assert entry.shipped_at == ""

    def test_a_correction(self, sim, connector):
        """What was never told needs no correcting."""
        order = self.new_order(sim, 1)
        first = deliver(connector, self.job(order, NUMBERS[0]))
        outcome = deliver(connector, self.job(order, NUMBERS[1], told=first.told))
        assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
        assert self.told(sim, order) == self.ledger(sim, order).accepted == 1
