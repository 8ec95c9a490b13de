# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..connectors.amazon import AmazonConnector
from ..connectors.base import Page
from ..models.marketplace_poll import Polling
from .common import SELLER, EcommerceCommon, simulator


class PollingCase(EcommerceCommon):
    def setUp(self):
        super().setUp()
        self.orders = self.env["ecommerce.order"].search(
            [("account_id", "=", self.account.id)]
        )
        self.poll = self.account.poll_ids.filtered(lambda p: p.api == "orders")

    def _poll_again(self):
        self.account.poll_ids.next_at = fields.Datetime.now() - timedelta(seconds=1)
        self._poll()

    def _generate(self, count):
        """Make orders on the marketplace; return their references."""
        return set(
            simulator.order_records.generate_orders(
                self.sim, count=count, lines=2, seller=SELLER["seller_id"]
            )
        )

    def _stored(self):
        return self.env["ecommerce.order"].search(
            [("account_id", "=", self.account.id)]
        )

    def _reads(self):
        operations = self.sim.stats.report()["operations"]
        return sum(operations.get("amazon.searchOrders", {}).values())


@tagged("post_install", "-at_install")
class TestOrdersPolling(PollingCase):
    def test_orders_are_read_page_by_page(self):
        refs = self._generate(250)
        self._poll()
        stored = self._stored()
        self.assertLessEqual(refs, set(stored.mapped("ref")))
        self.assertEqual(len(stored), len(set(stored.mapped("ref"))))
        order = stored.filtered(lambda o: o.ref in refs)[0]
        self.assertEqual(len(order.line_ids), len(self.sim.order(order.ref).lines))
        self.assertEqual(order.quantity, sum(order.line_ids.mapped("quantity")))
        self.assertFalse(self.poll.cursor)
        self.assertGreaterEqual(self.poll.record_count, 250)

    def test_a_reading_that_finds_nothing_new_writes_no_order(self):
        self._generate(20)
        self._poll()
        before = {o.id: o.write_date for o in self._stored()}
        self.env["ecommerce.order"].flush_model()
        self.env.cr.execute("SELECT ctid, id FROM ecommerce_order ORDER BY id")
        rows = self.env.cr.fetchall()
        self._poll_again()
        self.env.cr.execute("SELECT ctid, id FROM ecommerce_order ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), rows)
        self.assertEqual(before, {o.id: o.write_date for o in self._stored()})

    def test_a_reading_cut_off_goes_on_at_the_next_page(self):
        refs = self._generate(250)
        real = type(self.poll)._store
        stored = []

        def die_after_two_pages(poll, sweep, page):
            if len(stored) == 2:
                return False
            stored.append(page)
            return real(poll, sweep, page)

        with patch.object(type(self.poll), "_store", die_after_two_pages):
            self._poll()
        self.assertTrue(self.poll.cursor)
        self._poll_again()
        self.assertLessEqual(refs, set(self._stored().mapped("ref")))
        self.assertFalse(self.poll.cursor)

    @mute_logger("odoo.addons.shipgear_ecommerce_status.models.marketplace_poll")
    def test_a_page_that_cannot_be_stored_is_read_again_and_none_behind_it(self):
        refs = self._generate(350)
        real = type(self.poll)._store
        pages = []

        def fail_on_the_second_page(poll, sweep, page):
            if poll.api == "orders":
                pages.append(page)
                if len(pages) == 2:
                    raise ValueError("out of order")
            return real(poll, sweep, page)

        with patch.object(type(self.poll), "_store", fail_on_the_second_page):
            self._poll()
        self.assertEqual(len(pages), 2)
        self.assertIn("could not be stored", self.poll.problem)
        self.assertGreater(self.poll.next_at, fields.Datetime.now())
        self._poll_again()
        self.assertLessEqual(refs, set(self._stored().mapped("ref")))

    def test_a_page_takes_as_many_queries_however_much_it_has(self):
        self._generate(100)
        (sweep,) = self.poll._claim()
        page = self.account._connector().orders(sweep.since)
        page = Page(page.records, "next")  # not the last one
        self.env.invalidate_all()

        def queries(page):
            before = self.env.cr.sql_log_count
            self.assertTrue(self.poll._store(sweep, page))
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        few = queries(Page(page.records[:5], "next"))
        self.assertEqual(queries(page), few)
        self.assertEqual(queries(page), 3, "the position, the orders, the shipments")

    def test_an_older_page_never_replaces_a_newer_state(self):
        self._generate(1)
        self._poll()
        order = self._stored()[:1]
        connector = self.account._connector()
        old = connector.order(order.ref)
        simulator.order_records.patch_order(
            self.sim, order.ref, {"ship": {"tracking": "1Z999AA10123456784"}}
        )
        self._poll_again()
        self.assertEqual(order.status, "shipped")
        self.env["ecommerce.order"]._take_in(self.account, [old])
        self.assertEqual(order.status, "shipped")

    def test_one_malformed_order_never_stops_its_page(self):
        self._generate(3)
        real = AmazonConnector.orders

        def with_a_problem(connector, since, cursor=None):
            page = real(connector, since, cursor)
            return Page(page.records, page.cursor, ("Order 7: no order id",))

        with patch.object(AmazonConnector, "orders", with_a_problem):
            self._poll()
        self.assertEqual(self.poll.problem, "Order 7: no order id")
        self.assertTrue(self._stored())

    def test_the_watermark_moves_on_and_overlaps(self):
        self._generate(1)
        self._poll()
        watermark = self.poll.watermark
        self.assertTrue(watermark)
        self._poll_again()
        self.assertEqual(self.poll.since, watermark - timedelta(minutes=10))

    def test_a_clock_ahead_does_not_make_us_skip_orders(self):
        (ref,) = self._generate(1)
        self.sim.order(ref).updated_at += 3600
        self._poll()
        self.assertLessEqual(self.poll.watermark, fields.Datetime.now())

    def test_throttled_reading_waits_and_does_not_hold_up_write_backs(self):
        self._fault("throttle", operation="searchOrders", retry_after=600)
        shipment = self._ship()
        self._poll()
        wait = self.poll.next_at - fields.Datetime.now()
        self.assertAlmostEqual(wait.total_seconds(), 600, delta=5)
        self.assertFalse(self.account.throttled_until)
        self._drain()
        self.assertEqual(shipment.state, "accepted")

    def test_a_failing_account_never_stops_another(self):
        other = dict(SELLER, seller_id="A3TESTSELLER", refresh_token="Atzr|third")
        broken = self._make_account("Broken", other)
        self._fault("error503", seller="A3TESTSELLER")
        refs = self._generate(2)
        self._poll()
        self.assertLessEqual(refs, set(self._stored().mapped("ref")))
        problem = broken.poll_ids.filtered(lambda p: p.api == "orders").problem
        self.assertTrue(problem)

    def test_a_refused_cursor_is_given_up(self):
        self.poll.write({"cursor": "expired", "since": fields.Datetime.now()})
        self._poll()
        self.assertFalse(self.poll.cursor)

    def test_no_buyer_data_is_ever_asked_for(self):
        self._generate(2)
        self._poll()
        self.assertEqual(self.sim.ledger.buyer_data_requests, 0)

    def test_a_quiet_api_is_probed_so_that_its_lamp_means_something(self):
        self._poll()
        self.assertEqual(set(self.account.status_ids.mapped("color")), {"green"})

    def test_a_run_without_time_reads_nothing(self):
        cron = type(self.env["ir.cron"])
        with patch.object(cron, "_commit_progress", return_value=0):
            self.assertEqual(Polling(self.env["ecommerce.poll"]).run(), 0)
        self.assertEqual(self._reads(), 0)


@tagged("post_install", "-at_install")
class TestItemsPolling(PollingCase):
    def _list_item(self, sku, weight=1.5, unit="kilograms"):
        simulator.records.add_items(
            self.sim,
            [
                {
                    "sku": sku,
                    "title": "Kettle",
                    "number": "B0KETTLE00",
                    "weight": weight,
                    "weight_unit": unit,
                    "image_url": "https://images.example.com/kettle.jpg",
                    "seller_id": SELLER["seller_id"],
                }
            ],
        )
        self._poll_again()
        return self.env["ecommerce.item"].search(
            [("account_id", "=", self.account.id), ("sku", "=", sku)]
        )

    def test_items_are_read_with_sku_title_weight_and_picture(self):
        item = self._list_item("KETTLE")
        self.assertEqual(
            (item.title, item.number, item.weight, item.weight_unit),
            ("Kettle", "B0KETTLE00", 1.5, "kilograms"),
        )
        self.assertEqual(item.image_url, "https://images.example.com/kettle.jpg")

    def test_an_item_finds_its_product_by_sku_or_barcode(self):
        by_sku = self._list_item("LAMP-1")
        self.mug.barcode = "4006381333931"
        by_barcode = self._list_item("4006381333931")
        stranger = self._list_item("STRANGER")
        self.assertEqual(by_sku.product_ids, self.lamp)
        self.assertEqual(by_barcode.product_ids, self.mug)
        not_linked = self.env["ecommerce.item"].search([("product_ids", "=", False)])
        self.assertEqual(not_linked & (by_sku | by_barcode | stranger), stranger)

    def test_a_weight_that_differs_from_the_product_is_found(self):
        self.lamp.weight, self.mug.weight = 1.5, 0.5
        differs = self._list_item("LAMP-1", 2, "pounds")
        same = self._list_item("MUG-1", 500, "grams")
        self.assertTrue(differs.weight_differs)
        self.assertFalse(same.weight_differs)
        found = self.env["ecommerce.item"].search([("weight_differs", "=", True)])
        self.assertEqual(found & (differs | same), differs)


@tagged("post_install", "-at_install")
class TestVerification(PollingCase):
    def test_accepted_becomes_success_when_the_marketplace_shows_the_parcel(self):
        shipment = self._ship()
        self._drain()
        self.assertEqual(shipment.state, "accepted")
        self._poll()
        self.assertEqual(shipment.state, "success")

    def test_it_takes_as_many_queries_however_many_shipments_a_page_shows(self):
        shipments = [self._ship() for _number in range(6)]
        self._drain()
        connector = self.account._connector()
        orders = [connector.order(shipment.order_ref) for shipment in shipments]

        def queries(orders):
            self.env.cr.flush()  # what the run left for its commit
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["ecommerce.order"]._take_in(self.account, orders)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(orders[:1]), queries(orders[1:]))
        self.assertEqual({shipment.state for shipment in shipments}, {"success"})

    def test_a_parcel_that_is_not_shown_yet_is_read_back_one_by_one(self):
        self.sim.settings.visibility_lag = 3600.0
        self.addCleanup(setattr, self.sim.settings, "visibility_lag", 0.0)
        shipment = self._ship()
        self._drain()
        self._poll()
        self.assertEqual(shipment.state, "accepted")
        shipment.next_attempt_at = fields.Datetime.now() - timedelta(seconds=1)
        self._poll()
        self.assertEqual(shipment.state, "accepted")
        self.assertGreater(shipment.next_attempt_at, fields.Datetime.now())

    def test_a_parcel_never_shown_becomes_failed_with_what_to_do(self):
        self.sim.settings.visibility_lag = 36000.0
        self.addCleanup(setattr, self.sim.settings, "visibility_lag", 0.0)
        shipment = self._ship()
        self._drain()
        past = fields.Datetime.now() - timedelta(hours=7)
        shipment.write({"accepted_at": past, "next_attempt_at": past})
        self._poll()
        self.assertEqual(shipment.state, "failed")
        self.assertIn("does not show it", shipment.error_message)
        self.assertEqual(len(self._told(shipment)), 1)

    def test_an_order_confirmed_by_a_person_is_closed_and_not_sent(self):
        order = self._order()
        shipment = self._deliver(order, tracking=False)
        self.assertEqual(shipment.state, "waiting")
        self._ship_by_hand(order, "1ZBYHAND")
        self._poll()
        self.assertEqual(shipment.state, "confirmed")
        order.picking_ids.carrier_tracking_ref = "1Z999AA10123456784"
        self._drain()
        self.assertEqual([told["source"] for told in self._told(shipment)], ["person"])


@tagged("post_install", "-at_install")
class TestMatching(PollingCase):
    def test_orders_find_their_sales_order_and_name_what_is_missing(self):
        order = self._order()
        (stranger,) = self._generate(1)
        self._poll()
        Order = self.env["ecommerce.order"]
        known = Order._find(self.account, [order.ecommerce_order_ref])
        self.assertEqual(known.sale_order_ids, order)
        missing = Order.search([("sale_order_ids", "=", False)])
        self.assertIn(stranger, missing.mapped("ref"))
        self.assertNotIn(known, missing)
        self.assertEqual(Order.search([("sale_order_ids", "in", order.ids)]), known)
        twin = order.copy({"ecommerce_order_ref": order.ecommerce_order_ref})
        twin.ecommerce_account_id = self.account
        known.invalidate_recordset()
        self.assertEqual(known.sale_order_ids, order | twin)


@tagged("post_install", "-at_install")
class TestStatusPage(PollingCase):
    def test_it_takes_as_many_queries_however_much_there_is(self):
        view = self.env["ecommerce.shipment"].get_view(view_type="list")
        names = etree.fromstring(view["arch"]).xpath("//field/@name")
        specification = {name: {} for name in names}
        specification["account_id"] = {"fields": {"display_name": {}}}

        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["ecommerce.shipment"].web_search_read([], specification, limit=80)
            self.env["api.status"].search_read([], ["color", "reason", "since_label"])
            return self.env.cr.sql_log_count - before

        self._ship(there=False)
        self._drain()
        queries()
        few = queries()
        for _shipment in range(5):
            self._ship(there=False)
        self._drain()
        self._generate(50)
        self._poll_again()
        self.assertEqual(queries(), few)


@tagged("post_install", "-at_install")
class TestLampsInTrouble(PollingCase):
    """Nothing has to run for a lamp to say that nothing runs."""

    def _lamp(self):
        status = self.account.status_ids.filtered(lambda s: s.api == "orders")
        status.invalidate_recordset()
        return status

    def test_a_stopped_scheduler_shows_none_by_itself(self):
        self._poll()
        self.assertEqual(self._lamp().color, "green")
        later = fields.Datetime.now() + timedelta(minutes=11)
        with freeze_time(later):
            self.assertEqual(self._lamp().color, "none")
            self.assertIn("the status is unknown", self._lamp().reason)

    def test_a_network_that_is_cut_shows_none_and_says_so(self):
        self._poll()
        self._set_credentials(self.account, endpoint="http://127.0.0.1:9/amazon")
        self._poll_again()
        self.assertEqual(self._lamp().color, "none")
        self.assertIn("Error reading API status", self._lamp().reason)

    def test_a_marketplace_that_is_down_shows_red_and_then_green_again(self):
        fault = self._fault("error503", operation="searchOrders")
        for _reading in range(3):
            self._poll_again()
        self.assertEqual(self._lamp().color, "red")
        self.assertIn("The last 3 calls failed", self._lamp().reason)
        self.sim.faults.remove(fault.id)
        for _reading in range(4):
            self._poll_again()
        self.assertEqual(self._lamp().color, "yellow")


@tagged("post_install", "-at_install")
class TestDeadlines(PollingCase):
    def test_a_queued_shipment_learns_its_deadline_from_the_order(self):
        order = self._order()
        shipment = self._deliver(order, tracking=False)
        self.assertFalse(shipment.ship_by)
        self._poll()
        self.assertEqual(shipment.order_id.ref, order.ecommerce_order_ref)
        self.assertTrue(shipment.ship_by)
        self.assertEqual(shipment.ship_by, shipment.order_id.ship_by)


@tagged("post_install", "-at_install")
class TestUpdate(PollingCase):
    def _sell(self):
        """An order that the marketplace has just now; return its reference."""
        ref = self._new_ref()
        self._order_there(ref, {self.lamp: 1})
        return ref

    def test_update_reads_what_is_not_due_yet(self):
        self._poll()
        ref = self._sell()
        self._poll()
        self.assertNotIn(ref, self._stored().mapped("ref"))
        self.account.action_update()
        self._poll()
        self.assertIn(ref, self._stored().mapped("ref"))

    def test_update_pressed_twice_does_no_double_work(self):
        self._poll()
        reads = self._reads()
        self.account.action_update()
        self.account.action_update()
        self._poll()
        self.assertEqual(self._reads(), reads + 1)

    def test_update_during_a_reading_is_not_lost(self):
        """What was sold behind the page that is being stored is read at once."""
        self._poll()
        sold, take_in = [], type(self.orders)._take_in

        def pressed_meanwhile(orders, account, page):
            if not sold:
                account.action_update()
                sold.append(self._sell())
            return take_in(orders, account, page)

        self.account.action_update()
        reads = self._reads()
        with patch.object(type(self.orders), "_take_in", pressed_meanwhile):
            self._poll()
        self.assertEqual(self._reads(), reads + 2)
        self.assertIn(sold[0], self._stored().mapped("ref"))
        self._poll()
        self.assertEqual(self._reads(), reads + 2, "once is enough")

    def test_a_run_that_was_overtaken_stores_nothing(self):
        refs = self._generate(1)
        (old,) = self.poll._claim()
        self.poll._claim()
        page = self.account._connector().orders(old.since)
        self.assertFalse(self.poll._store(old, page))
        self.assertFalse(refs & set(self._stored().mapped("ref")))

    def test_progress_reaches_the_open_pages(self):
        self._generate(3)
        self._poll()
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].sudo().search([]).mapped("message")
        self.assertTrue([m for m in messages if '"records":' in m])
