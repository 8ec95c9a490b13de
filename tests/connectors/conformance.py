# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What every connector must do, written once against the interface.

A platform's test file has a subclass that says which platform it is, and what that
platform is like; see :class:`Conformance`. The marketplace is the simulator, over
real HTTP. What a shipment meets on its way through the add-on is played by
:mod:`connectors.delivery`, as it is in earnest.
"""

from __future__ import annotations

import math
import time
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import ClassVar

import pytest
from connectors import CONNECTORS, connect
from connectors.base import (
    APIS,
    AlreadyShipped,
    Order,
    OutcomeUnknown,
    Rejected,
    Shipment,
    Throttled,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from connectors.delivery import (
    ACCEPTED,
    ERROR,
    SUCCESS,
    WITHDRAWN,
    Job,
    Outcome,
    deliver,
)
from connectors.limits import Limiter
from connectors.matching import WantedLine, with_lines

from simulator import order_records, records, running

SHIPPED_AT = datetime(2026, 11, 3, 22, 30, tzinfo=timezone.utc)
NUMBERS = ("1Z999AA10123456784", "1Z999AA10123456793", "1Z999AA10123456800")


class Conformance:
    """One platform's conformance to the interface.

    ``variant``: which of several ways to use it. ``options``: of the seller in the
    simulator. ``carrier``: code and name that the platform takes. ``takes_parts``: a
    part of an order can be told. ``has_pending``, ``has_own_fulfillment``: the platform
    knows orders that must not be shipped yet, and orders that it ships itself.
    ``renews_tokens``: an access token that is used up is replaced without anybody's
    doing.
    """

    platform: ClassVar[str]
    variant: ClassVar[str] = ""
    options: ClassVar[dict] = {}
    carrier: ClassVar[tuple[str, str]] = ("UPS", "")
    takes_parts: ClassVar[bool] = True
    has_pending: ClassVar[bool] = True
    has_own_fulfillment: ClassVar[bool] = False
    renews_tokens: ClassVar[bool] = False

    # --- A marketplace, a seller, an account --------------------------------------

    @pytest.fixture
    def sim(self):
        with running(rate_scale=0) as simulator:
            yield simulator

    @pytest.fixture
    def seller(self, sim):
        return self.register(sim, "ONE")

    @pytest.fixture
    def connector(self, seller):
        connector = self.connect(seller)
        yield connector
        connector.close()

    def register(self, sim, seller_id: str, **values) -> dict:
        row = {"platform": self.platform, "seller_id": seller_id}
        return records.register_seller(sim, row | {"options": self.options} | values)

    def connect(self, seller: dict, **changed: str):
        given = seller["credentials"] | {"allow_private_hosts": "1"} | changed
        return connect(self.platform, given, Limiter({}))

    def new_order(self, sim, *quantities: int, seller="ONE", **more) -> dict:
        """Create an order with a line for each quantity, SKU-1 and so on."""
        row = {
            "platform": self.platform,
            "seller_id": seller,
            "items": [{"quantity": quantity} for quantity in quantities or (1,)],
        }
        (order,) = order_records.add_orders(sim, [row | more])
        return order

    def shipment(self, order: dict, *numbers: str, **changed) -> Shipment:
        code, name = self.carrier
        values = {
            "order_ref": order["order_id"],
            "reference": "00c0ffee00c0ffee",
            "carrier_code": code,
            "carrier_name": name,
            "service": "",
            "tracking_numbers": numbers or NUMBERS[:1],
            "tracking_url": "https://track.example.com/1",
            "shipped_at": SHIPPED_AT,
            "lines": (),
        }
        return Shipment(**values | changed)

    def job(self, order: dict, *numbers: str, parcel=None, **more) -> Job:
        """Return a claimed shipment; ``parcel``: quantity by position, default all."""
        quantities = [line["quantity"] for line in order["items"]]
        parcel = dict(enumerate(quantities)) if parcel is None else parcel
        changed = {k: more.pop(k) for k in list(more) if k in Shipment.__annotations__}
        return Job(
            shipment_id=1,
            attempt_id=1,
            lease_token="",
            shipment=self.shipment(order, *numbers, **changed),
            wanted=tuple(
                WantedLine(place, order["items"][place]["sku"], "Product", quantity)
                for place, quantity in parcel.items()
            ),
            **more,
        )

    def ledger(self, sim, order: dict) -> SimpleNamespace:
        return SimpleNamespace(**sim.ledger.report(order=order["order_id"])["summary"])

    def told(self, sim, order: dict) -> int:
        return sim.ledger.told(order["order_id"])

    # --- Telling --------------------------------------------------------------------

    def test_a_parcel_is_told_once_and_shown(self, sim, connector):
        order = self.new_order(sim, 2, 1)
        outcome = deliver(connector, self.job(order))
        assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
        assert outcome.receipt.reference
        (entry,) = sim.ledger.confirmations(order["order_id"])
        assert (entry.kind, entry.tracking) == ("new", NUMBERS[0])
        assert entry.carrier
        assert {row["quantity"] for row in entry.lines} == {2, 1}
        self.assert_shown(connector, order, outcome)
        assert connector.order(order["order_id"]).status == "shipped"

    def assert_shown(self, connector, order: dict, outcome: Outcome) -> None:
        """Reading back proves the parcel, and changes nothing."""
        job = outcome.job
        again = Job(
            **{name: getattr(job, name) for name in Job.__annotations__}
            | {"told": outcome.told, "read_back_first": True, "sent": (job.shipment,)}
        )
        assert deliver(connector, again).result == SUCCESS

    def test_a_part_of_an_order_is_told_as_a_part(self, sim, connector):
        order = self.new_order(sim, 3, 1)
        part = deliver(connector, self.job(order, NUMBERS[0], parcel={0: 2}))
        if not self.takes_parts:
            assert part.result == ERROR
            assert not part.error.retryable
            assert part.error.hint
            assert self.told(sim, order) == 0
            return
        assert part.result in (ACCEPTED, SUCCESS), part.error
        seen = connector.order(order["order_id"])
        assert seen.status == "partial"
        assert sorted(line.quantity_shipped for line in seen.lines) == [0, 2]
        rest = self.job(
            order,
            NUMBERS[1],
            parcel={0: 1, 1: 1},
            reference="00c0ffee00c0ffef",
            siblings=(self._lined(part),),
        )
        rest = deliver(connector, rest)
        assert rest.result in (ACCEPTED, SUCCESS), rest.error
        assert connector.order(order["order_id"]).status == "shipped"
        assert self.told(sim, order) == 2

    def _lined(self, outcome: Outcome) -> Shipment:
        job = outcome.job
        return with_lines(job.shipment, job.wanted, outcome.line_refs)

    def test_two_parcels_of_an_order_are_two(self, sim, connector):
        if not self.takes_parts:
            pytest.skip("the platform knows whole orders only")
        order = self.new_order(sim, 1, 1)
        one = deliver(connector, self.job(order, NUMBERS[0], parcel={0: 1}))
        two = self.job(
            order,
            NUMBERS[1],
            parcel={1: 1},
            reference="00c0ffee00c0ffef",
            siblings=(self._lined(one),),
        )
        two = deliver(connector, two)
        assert {one.result, two.result} <= {ACCEPTED, SUCCESS}
        seen = connector.order(order["order_id"])
        assert {p.tracking_number for p in seen.parcels} >= set(NUMBERS[:2])
        self.assert_shown(connector, order, one)
        self.assert_shown(connector, order, two)
        assert self.ledger(sim, order).told_twice == []

    def test_as_many_tracking_numbers_as_the_platform_takes(self, sim, connector):
        order = self.new_order(sim, 3)
        outcome = deliver(connector, self.job(order, *NUMBERS))
        assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
        most = CONNECTORS[self.platform].tracking_numbers_per_parcel
        entries = sim.ledger.confirmations(order["order_id"])
        found = [n for n in NUMBERS if any(n in entry.tracking for entry in entries)]
        assert found == list(NUMBERS[: most or len(NUMBERS)])
        self.assert_shown(connector, order, outcome)

    def test_whether_the_buyer_is_notified_is_the_sellers_choice(self, sim, connector):
        if not CONNECTORS[self.platform].asks_to_notify:
            pytest.skip("the platform does not ask")
        for choice in (True, False):
            order = self.new_order(sim, 1)
            outcome = deliver(connector, self.job(order, notify_buyer=choice))
            assert outcome.result in (ACCEPTED, SUCCESS)
            assert self.told(sim, order) == choice

    @pytest.mark.parametrize("hours", [-12, 0, 14])
    def test_the_ship_date_is_an_instant(self, sim, connector, hours):
        zone = timezone(timedelta(hours=hours))
        order = self.new_order(sim, 1, purchased_at="2026-11-01T00:00:00Z")
        job = self.job(order, shipped_at=SHIPPED_AT.astimezone(zone))
        outcome = deliver(connector, job)
        assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
        (entry,) = sim.ledger.confirmations(order["order_id"])
        precision = CONNECTORS[self.platform].ship_date
        if precision == "time":
            text = entry.shipped_at.replace("Z", "+00:00")
            assert datetime.fromisoformat(text) == SHIPPED_AT
        elif precision == "day":
            assert entry.shipped_at[:10] == "2026-11-03"

    # --- Never lost, never twice ------------------------------------------------------

    @pytest.mark.parametrize("kind", ["cut_after", "cut_before", "hang"])
    def test_a_cut_connection_tells_the_buyer_once(self, sim, connector, kind):
        order = self.new_order(sim, 1, 2)
        deliver_to = {"order": order["order_id"], "operation": self.writing(connector)}
        sim.fault(kind, count=1, seconds=0.1, **deliver_to)
        cut = deliver(connector, self.job(order))
        assert cut.result == ERROR
        assert isinstance(cut.error, OutcomeUnknown)
        assert cut.in_doubt
        again = self.job(order, sent=cut.sent, read_back_first=True)
        again = deliver(connector, again)
        assert again.result in (ACCEPTED, SUCCESS), again.error
        self.assert_shown(connector, order, again)
        assert self.told(sim, order) == 1
        assert self.ledger(sim, order).new == 1

    def writing(self, connector) -> str:
        """Return the simulator's operation that tells of a parcel."""
        raise NotImplementedError

    def test_an_order_that_a_person_shipped_is_not_told_again(self, sim, connector):
        order = self.new_order(sim, 1)
        by_hand = {"tracking": "1Z999AA10999999999"}
        order_records.patch_order(sim, order["order_id"], {"ship": by_hand})
        outcome = deliver(connector, self.job(order))
        assert outcome.result == ERROR
        assert isinstance(outcome.error, AlreadyShipped)
        assert self.ledger(sim, order).accepted == 1

    def test_the_same_parcel_sent_again_in_earnest_is_refused_or_the_same(
        self, sim, connector
    ):
        """Without reading first: what the platform itself makes of a repetition."""
        order = self.new_order(sim, 1)
        first = deliver(connector, self.job(order))
        try:
            connector.confirm(self._lined(first))
        except (AlreadyShipped, Rejected):
            pass
        assert self.told(sim, order) == 1

    # --- What goes wrong --------------------------------------------------------------

    def test_a_throttled_call_waits_as_long_as_it_is_told(self, sim, connector):
        order = self.new_order(sim, 1)
        sim.fault("throttle", count=1, retry_after=7, operation=self.writing(connector))
        outcome = deliver(connector, self.job(order))
        assert isinstance(outcome.error, Throttled)
        assert outcome.error.retry_after == pytest.approx(7, abs=0.1)
        assert not outcome.in_doubt
        assert self.told(sim, order) == 0

    def test_unauthorized_and_repaired(self, sim, seller, connector):
        order = self.new_order(sim, 1)
        fault = sim.fault("revoked", seller="ONE")
        outcome = deliver(connector, self.job(order))
        assert isinstance(outcome.error, Unauthorized)
        assert outcome.error.hint
        assert not outcome.in_doubt
        assert self.told(sim, order) == 0
        sim.faults.remove(fault.id)
        again = deliver(connector, self.job(order))
        assert again.result in (ACCEPTED, SUCCESS), again.error
        assert self.told(sim, order) == 1

    def test_wrong_secrets_are_the_accounts_fault(self, sim, seller):
        secrets = [c.name for c in CONNECTORS[self.platform].credentials if c.secret]
        given = {name: seller["credentials"].get(name) for name in secrets}
        wrong = {name: f"{value}-wrong" for name, value in given.items() if value}
        connector = self.connect(seller, **wrong)
        order = self.new_order(sim, 1)
        for attempt in (
            lambda: connector.order(order["order_id"]),
            *(lambda api=api: connector.probe(api) for api in APIS),
        ):
            with pytest.raises(Unauthorized) as failure:
                attempt()
            assert failure.value.hint
            assert not any(value in str(failure.value) for value in wrong.values())

    def test_a_token_that_is_used_up_is_replaced(self, sim, connector):
        if not self.renews_tokens:
            pytest.skip("the platform's tokens last")
        order = self.new_order(sim, 1)
        connector.order(order["order_id"])
        sim.fault("expired_token", count=1)
        assert deliver(connector, self.job(order)).result in (ACCEPTED, SUCCESS)
        assert self.told(sim, order) == 1

    def test_a_missing_right_is_found_by_the_probe(self, sim):
        seller = self.register(sim, "READER", rights=["orders", "products"])
        connector = self.connect(seller)
        connector.probe("orders")
        with pytest.raises(Unauthorized) as failure:
            connector.probe("writeback")
        assert failure.value.hint

    def test_the_probe_answers_and_changes_nothing(self, sim, connector):
        order = self.new_order(sim, 1)
        for api in APIS:
            assert isinstance(connector.probe(api), str)
        assert sim.ledger.report()["summary"]["accepted"] == 0
        assert connector.order(order["order_id"]).status == "unshipped"

    def test_an_order_that_the_platform_does_not_have(self, sim, connector):
        order = self.new_order(sim, 1)
        unknown = order | {"order_id": self.unknown_order(order["order_id"])}
        outcome = deliver(connector, self.job(unknown))
        assert isinstance(outcome.error, Rejected)
        assert outcome.error.hint
        with pytest.raises(Rejected):
            connector.order("no such/order?")
        assert sim.ledger.report()["summary"]["accepted"] == 0

    def unknown_order(self, known: str) -> str:
        """Return a reference that no order has, in the form of a known one."""
        last = known[-1]
        return known[:-1] + ("1" if last == "0" else chr(ord(last) - 1))

    def test_another_sellers_order_is_unknown(self, sim, connector):
        self.register(sim, "TWO")
        order = self.new_order(sim, 1, seller="TWO")
        outcome = deliver(connector, self.job(order))
        assert isinstance(outcome.error, Rejected)
        assert self.told(sim, order) == 0

    @pytest.mark.parametrize("garbage", ["html", "json", "binary", "short"])
    def test_garbage_after_the_deed_leaves_doubt(self, sim, connector, garbage):
        order = self.new_order(sim, 1)
        sim.fault(
            "garbage",
            count=1,
            garbage=garbage,
            accept=True,
            operation=self.writing(connector),
        )
        outcome = deliver(connector, self.job(order))
        if outcome.result == ERROR:
            assert isinstance(outcome.error, OutcomeUnknown)
            assert outcome.in_doubt
            job = self.job(order, sent=outcome.sent, read_back_first=True)
            assert deliver(connector, job).result == SUCCESS
        else:  # read back at once
            assert outcome.result == SUCCESS
        assert self.told(sim, order) == 1

    @pytest.mark.parametrize("kind", ["garbage", "maintenance", "error500", "empty"])
    def test_a_reading_that_fails_is_tried_again_later(self, sim, connector, kind):
        order = self.new_order(sim, 1)
        connector.probe("orders")  # has a token
        sim.fault(kind)
        for read in (
            lambda: connector.order(order["order_id"]),
            lambda: connector.orders(SHIPPED_AT - timedelta(days=1)),
            connector.items,
        ):
            with pytest.raises(Unavailable) as failure:
                read()
            assert failure.value.hint

    def test_a_down_platform_is_no_refusal(self, sim, connector):
        order = self.new_order(sim, 1)
        connector.order(order["order_id"])
        sim.fault("maintenance", count=1, operation=self.writing(connector))
        outcome = deliver(connector, self.job(order))
        assert isinstance(outcome.error, (Unavailable, OutcomeUnknown))
        job = self.job(order, sent=outcome.sent, read_back_first=outcome.in_doubt)
        assert deliver(connector, job).result in (ACCEPTED, SUCCESS)
        assert self.told(sim, order) == 1

    def test_a_canceled_order_is_refused(self, sim, connector):
        order = self.new_order(sim, 1, status="canceled")
        outcome = deliver(connector, self.job(order))
        assert isinstance(outcome.error, (Rejected, AlreadyShipped)), outcome
        assert outcome.error.hint
        assert self.told(sim, order) == 0

    @pytest.mark.parametrize(
        "changed",
        [
            {"carrier_code": ""},
            {"tracking_numbers": ()},
            {"tracking_numbers": ("\u2603" * 200,)},
            {"shipped_at": datetime(2026, 11, 3)},
        ],
        ids=["no carrier", "no number", "odd number", "naive date"],
    )
    def test_what_cannot_be_right_is_not_sent(self, sim, connector, changed):
        if "shipped_at" in changed and connector.ship_date == "none":
            pytest.skip("the platform takes no ship date")
        order = self.new_order(sim, 1)
        outcome = deliver(connector, self.job(order, **changed))
        assert isinstance(outcome.error, Rejected), outcome
        assert outcome.error.hint
        assert not outcome.in_doubt
        assert self.told(sim, order) == 0

    # --- Correcting and taking back -------------------------------------------------

    def test_a_correction(self, sim, connector):
        order = self.new_order(sim, 1)
        first = deliver(connector, self.job(order, NUMBERS[0]))
        outcome = deliver(connector, self.job(order, NUMBERS[1], told=first.told))
        if connector.amends:
            assert outcome.result in (ACCEPTED, SUCCESS), outcome.error
            seen = connector.order(order["order_id"])
            assert NUMBERS[1] in {p.tracking_number for p in seen.parcels}
            assert NUMBERS[0] not in {p.tracking_number for p in seen.parcels}
            self.assert_shown(connector, order, outcome)
            again = self.job(order, NUMBERS[1], told=first.told)
            assert deliver(connector, again).result in (ACCEPTED, SUCCESS)
            assert self.ledger(sim, order).told_twice == []
        else:
            assert isinstance(outcome.error, Unsupported)
            assert outcome.error.hint
            assert self.told(sim, order) == 1

    def test_taking_back(self, sim, connector):
        order = self.new_order(sim, 1)
        first = deliver(connector, self.job(order))
        outcome = deliver(connector, self.job(order, told=first.told, withdraw=True))
        if connector.voids:
            assert outcome.result == WITHDRAWN, outcome.error
            assert connector.order(order["order_id"]).status == "unshipped"
            assert not connector.order(order["order_id"]).parcels
            # What is gone already is no failure.
            connector.void(self._lined(first))
        else:
            assert isinstance(outcome.error, Unsupported)
            assert outcome.error.hint
            assert connector.order(order["order_id"]).status == "shipped"

    # --- Reading ----------------------------------------------------------------------

    def test_an_order_is_read_as_it_is(self, sim, connector):
        made = self.new_order(sim, 2, 5, purchased_at="2026-10-30T23:15:00Z")
        order = connector.order(made["order_id"])
        assert isinstance(order, Order)
        assert order.ref == made["order_id"]
        assert order.number
        assert order.status == "unshipped"
        assert order.fulfilled_by == "seller"
        assert order.purchased_at == datetime(2026, 10, 30, 23, 15, tzinfo=timezone.utc)
        assert [(x.sku, x.title, x.quantity) for x in order.lines] == [
            (row["sku"], row["title"], row["quantity"]) for row in made["items"]
        ]
        assert not order.parcels

    @pytest.mark.parametrize("status", ["pending", "canceled", "shipped", "partial"])
    def test_statuses(self, sim, connector, status):
        if status == "pending" and not self.has_pending:
            pytest.skip("the platform has no such orders")
        if status == "partial" and not self.takes_parts:
            pytest.skip("the platform knows whole orders only")
        order = self.new_order(sim, 2, 1, status=status)
        assert connector.order(order["order_id"]).status == status

    def test_what_the_platform_ships_itself(self, sim, connector):
        if not self.has_own_fulfillment:
            pytest.skip("the platform ships nothing itself")
        order = self.new_order(sim, 1, fulfilled_by="marketplace")
        assert connector.order(order["order_id"]).fulfilled_by == "marketplace"

    def test_all_pages_of_orders_come_once(self, sim, connector):
        now = sim.clock.now()
        ids = set(
            order_records.generate_orders(
                sim, count=260, lines=2, seed=1, platform=self.platform
            )
        )
        old = self.new_order(sim, 1, updated_at=now - 40 * 86400)
        since = datetime.fromtimestamp(now - 5 * 86400, timezone.utc)
        seen, cursor = [], None
        for _page in range(100):
            page = connector.orders(since, cursor)
            assert not page.problems
            seen += [order.ref for order in page.records]
            cursor = page.cursor
            if cursor is None:
                break
        assert sorted(seen) == sorted(ids)
        assert old["order_id"] not in seen
        assert sim.ledger.buyer_data_requests == 0

    def test_orders_that_changed_are_read_with_their_parcels(self, sim, connector):
        order = self.new_order(sim, 1, updated_at=sim.clock.now() - 9000)
        quiet = self.new_order(sim, 1, updated_at=sim.clock.now() - 9000)
        since = datetime.fromtimestamp(sim.clock.now() - 60, timezone.utc)
        deliver(connector, self.job(order))
        page = connector.orders(since)
        (changed,) = page.records
        assert changed.ref == order["order_id"] != quiet["order_id"]
        assert changed.status == "shipped"
        if changed.parcels is not None:
            assert [p.tracking_number for p in changed.parcels] == [NUMBERS[0]]

    def test_items(self, sim, connector):
        rows = [
            {
                "platform": self.platform,
                "seller_id": "ONE",
                "sku": f"SKU-{number}",
                "title": f"Lamp {number}",
                "weight": 1.5,
                "image_url": "https://images.example.com/1.jpg",
            }
            for number in range(130)
        ]
        records.add_items(sim, rows)
        seen, cursor = [], None
        for _page in range(40):
            page = connector.items(cursor)
            assert not page.problems
            seen += page.records
            cursor = page.cursor
            if cursor is None:
                break
        assert sorted(item.sku for item in seen) == sorted(row["sku"] for row in rows)
        item = next(item for item in seen if item.sku == "SKU-7")
        assert item.number
        assert item.title == "Lamp 7"
        self.check_item(item)

    def check_item(self, item) -> None:
        """Platforms that do not tell weight or image say so here."""
        assert item.weight == pytest.approx(1.5)
        assert item.weight_unit
        assert item.image_url == "https://images.example.com/1.jpg"

    # --- For people -------------------------------------------------------------------

    def test_the_sellers_page_of_an_order(self, sim, connector):
        order = self.new_order(sim, 1)
        read = connector.order(order["order_id"])
        for key in ("", read.key):
            url = connector.seller_url(order["order_id"], key)
            assert url.startswith("http")
            assert " " not in url
        assert (read.key or order["order_id"].strip("#")) in url

    def test_no_secret_and_no_order_of_ours_is_lost_in_the_records(
        self, sim, seller, connector
    ):
        order = self.new_order(sim, 1)
        deliver(connector, self.job(order))
        connector.orders(SHIPPED_AT - timedelta(days=1))
        outcome = deliver(connector, self.job(order | {"order_id": "x"}))
        texts = [
            f"{call.request}\n{call.response}\n{call.message}"
            for call in (*outcome.calls, *connector.calls.take())
        ]
        declared = CONNECTORS[self.platform].credentials
        for credential in declared:
            value = seller["credentials"].get(credential.name)
            if credential.secret and value:
                assert not any(value in text for text in texts)
        assert sim.ledger.buyer_data_requests == 0

    def test_the_allowance_is_kept(self, seller, sim):
        """At documented limits the platform never has to refuse a call."""
        sim.settings.rate_scale = 1.0
        given = seller["credentials"] | {"allow_private_hosts": "1"}
        connector = connect(self.platform, given, Limiter(self._limits(), max_wait=1))
        order = self.new_order(sim, 1)
        until = time.monotonic() + 3
        for _call in range(60):
            try:
                connector.order(order["order_id"])
            except Throttled as wait:
                assert wait.code == "local_limit"
                break
            if time.monotonic() > until:
                break
        assert sim.stats.report()["throttled"] == 0

    def _limits(self) -> dict:
        limits = CONNECTORS[self.platform].limits
        assert all(math.isfinite(limit.rate) for limit in limits.values())
        return dict(limits)
