# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .public_methods import OF_ODOO, PARTS, SCREEN, STABLE, public_methods
from .security_common import ADDON, BY_PERSON, OPERATIONS, RIGHTS, SecurityCase


@tagged("post_install", "-at_install")
class TestRights(SecurityCase):
    def test_every_model_is_in_the_table(self):
        self.assertEqual(set(self._own_models()), set(RIGHTS))

    def _assert_rights(self, user, column=None):
        for name, rights in RIGHTS.items():
            model = self.env[name].with_user(user)
            have = "".join(o[0] for o in OPERATIONS if model.has_access(o))
            self.assertEqual(have, rights[column] if column is not None else "", name)

    def test_of_a_user(self):
        self._assert_rights(self._make_user("viewer", "group_user"), 0)

    def test_of_an_administrator(self):
        self._assert_rights(self._make_user("connector", "group_administrator"), 1)

    def test_a_user_without_any_other_rights_reads_all_there_is(self):
        viewer = self._make_user("viewer", "group_user")
        for name, records in self._records_of_all_models().items():
            if "r" in RIGHTS[name][0]:
                with self.subTest(name):
                    self.env.invalidate_all()
                    self.assertTrue(records.with_user(viewer).read())

    def test_a_user_without_any_other_rights_finds_a_shipment_by_its_sales_order(self):
        viewer = self._make_user("viewer", "group_user")
        shipment = self._ship()
        found = self.env["ecommerce.shipment"].with_user(viewer).name_search
        for name in (shipment.order_ref, shipment.sale_order_id.name):
            self.assertEqual([id_ for id_, _name in found(name)], shipment.ids)

    def test_whatever_the_screens_offer_to_search_needs_no_other_rights(self):
        viewer = self._make_user("viewer", "group_user")
        self._ship()
        for name, (rights, _administrator) in RIGHTS.items():
            model = self.env[name].with_user(viewer)
            if rights:
                view = model.get_view(view_type="search")["arch"]
                for node in etree.fromstring(view).iter("field", "filter"):
                    with self.subTest(name, node=etree.tostring(node)):
                        self._use(model, node)

    def _use(self, model, node):
        """Do what a click on a part of a search view does."""
        own = str([(node.get("name"), "ilike", "7")]) if node.tag == "field" else "[]"
        domain = node.get("filter_domain") or node.get("domain") or own
        domain = safe_eval(domain, {"self": "7", "uid": model.env.uid})
        group_by = safe_eval(node.get("context") or "{}").get("group_by")
        if group_by:
            model.web_read_group(domain, [group_by], ["__count"])
        else:
            model.search(domain)

    def test_colleagues_read_what_we_add_to_their_records(self):
        shipment = self._ship()
        colleague = self._make_user(
            "colleague",
            "stock.group_stock_user",
            "sales_team.group_sale_salesman_all_leads",
        )
        for record in (
            shipment.picking_id,
            shipment.sale_order_id,
            self.lamp,
            self.lamp.product_tmpl_id,
        ):
            record = record.with_user(colleague)
            ours = [
                name for name in record.fields_get() if name.startswith("ecommerce_")
            ]
            with self.subTest(record._name):
                self.env.invalidate_all()
                record.read(ours)

    def test_of_a_colleague_without_our_groups(self):
        self._assert_rights(self._make_user("packer", "stock.group_stock_manager"))

    def test_of_a_customer_in_the_portal(self):
        self._assert_rights(self._make_user("customer", "base.group_portal"))

    def test_of_the_public(self):
        self._assert_rights(self.env.ref("base.public_user"))


@tagged("post_install", "-at_install")
class TestCompanies(SecurityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.stranger = cls._make_user(
            "stranger",
            "group_administrator",
            "base.group_allow_export",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    def test_nobody_sees_a_record_of_another_company(self):
        for name, records in self._records_of_all_models().items():
            with self.subTest(name):
                self.assertTrue(records, "no record to look for")
                theirs = records.with_user(self.stranger)
                self.assertFalse(theirs.search([("id", "in", records.ids)]))
                with self.assertRaises(AccessError):
                    theirs.read(["id"])

    def test_nobody_acts_on_a_record_of_another_company(self):
        shipment = self._ship(there=False)
        self._drain()
        shipment = shipment.with_user(self.stranger)
        account = self.account.with_user(self.stranger)
        for method in (
            *(getattr(shipment, name) for name in sorted(BY_PERSON)),
            account.action_test_connection,
            account.action_update,
            account.action_archive,
            account.unlink,
        ):
            with self.subTest(method.__name__), self.assertRaises(AccessError):
                method()
        self.assertEqual(shipment.sudo().state, "failed")

    def test_two_companies_may_use_one_carrier_each_with_its_mapping(self):
        mapping = self.env["ecommerce.carrier.mapping"].with_user(self.stranger)
        mapping = mapping.create({"carrier_id": self.carrier.id, "carrier_code": "X"})
        self.assertEqual(mapping.company_id, self.stranger.company_id)
        found = mapping._of(self.carrier)
        said = mapping._payload(self.account, self.carrier, found)
        self.assertEqual(said["carrier_code"], "UPS")


@tagged("post_install", "-at_install")
class TestMethods(SecurityCase):
    def _public_methods(self, model):
        return {
            name
            for part in type(model).mro()
            if part.__module__.startswith(f"odoo.addons.{ADDON}.")
            for name, value in vars(part).items()
            if callable(value)
            and not name.startswith("_")
            and not hasattr(value, "_api_private")
        }

    def test_nothing_else_can_be_called_from_outside(self):
        for name, model in self.env.items():
            found, known = self._public_methods(model), public_methods(name)
            if name in PARTS:
                self.assertLessEqual(found, known, name)
            else:
                self.assertEqual(found, known, name)

    def test_a_method_is_for_programs_or_for_the_screen_or_odoos_own(self):
        for name in {*STABLE, *SCREEN, *OF_ODOO}:
            tables = [table.get(name, set()) for table in (STABLE, SCREEN, OF_ODOO)]
            several = sum(map(len, tables)) > len(set().union(*tables))
            self.assertFalse(several, name)

    def test_a_colleague_without_our_groups_can_do_nothing(self):
        shipment = self._ship(there=False)
        self._drain()
        packer = self._make_user("packer", "stock.group_stock_manager")
        shipment, account = (r.with_user(packer) for r in (shipment, self.account))
        export = self.env["ecommerce.shipment.export"].create({})
        for method in (
            *(getattr(shipment, name) for name in sorted(BY_PERSON)),
            account.action_test_connection,
            account.action_update,
            export.with_user(packer).action_export,
        ):
            with self.subTest(method.__name__), self.assertRaises(AccessError):
                method()
        self.assertEqual(shipment.sudo().state, "failed")

    def test_a_colleague_without_our_groups_can_do_nothing_to_nothing(self):
        packer = self._make_user("packer", "stock.group_stock_manager")
        shipments = self.env["ecommerce.shipment"].with_user(packer)
        accounts = self.env["ecommerce.account"].with_user(packer)
        for method in (
            *(getattr(shipments, n) for n in BY_PERSON - {"action_open_marketplace"}),
            accounts.action_update,
        ):
            with self.subTest(method.__name__), self.assertRaises(AccessError):
                method()

    def test_a_user_retries_and_confirms_without_the_right_to_write(self):
        viewer = self._make_user("viewer", "group_user")
        one, two = self._ship(there=False), self._ship(there=False)
        self._drain()
        one.with_user(viewer).action_retry()
        two.with_user(viewer).action_mark_confirmed()
        self.assertEqual((one.state, two.state), ("pending", "confirmed"))
        self.assertEqual(two.confirmed_by_id, viewer)
        with self.assertRaises(AccessError):
            one.with_user(viewer).write({"state": "success"})


@tagged("post_install", "-at_install")
class TestAttempts(SecurityCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.viewer = cls._make_user("viewer", "group_user", "base.group_allow_export")

    def _attempt(self):
        shipment = self._ship()
        self._drain()
        return shipment.attempt_ids

    def test_a_settled_attempt_cannot_be_changed_not_even_by_the_server(self):
        attempt = self._attempt()
        for values in ({"message": "x"}, {"outcome": "running"}, {"seconds": 0}):
            with self.assertRaisesRegex(UserError, "cannot be changed"):
                attempt.sudo().write(values)

    def test_bodies_are_for_administrators(self):
        attempt = self._attempt()
        administrator = self._make_user("connector", "group_administrator")
        self.assertIn("packageDetail", attempt.with_user(administrator).request_body)
        attempt = attempt.with_user(self.viewer)
        self.assertEqual(attempt.outcome, "accepted")
        for name in ("request_body", "response_body"):
            with self.assertRaises(AccessError):
                attempt.read([name])
            with self.assertRaises(AccessError):
                attempt.search([(name, "like", "UPS")])
            with self.assertRaises(AccessError):
                attempt.export_data([name])
