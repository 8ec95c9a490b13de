# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""A small client that speaks to the simulator as a seller would."""

import requests

SELLER = {
    "seller_id": "A1SELLER",
    "client_id": "amzn1.application-oa2-client.one",
    "client_secret": "secret-one",
    "refresh_token": "Atzr|one",
    "marketplace_id": "ATVPDKIKX0DER",
}
OTHER = {
    "seller_id": "A2SELLER",
    "client_id": "amzn1.application-oa2-client.two",
    "client_secret": "secret-two",
    "refresh_token": "Atzr|two",
    "marketplace_id": "A1PA6795UKMFR9",
}
UPS_NUMBER = "1Z999AA10123456784"
OTHER_UPS_NUMBER = "1Z999AA10123456785"


class Client:
    """Calls the simulator over HTTP on one kept-alive connection."""

    def __init__(self, url: str, seller: dict):
        self.url = url
        self.seller = seller
        self.session = requests.Session()
        self.timeout = 5

    # --- the control API

    def control(self, method: str, path: str, data=None) -> dict:
        answer = self.session.request(method, f"{self.url}/_sim/{path}", json=data)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def new_order(self, *quantities: int, **more) -> dict:
        """Create an order with a line for each quantity; return it."""
        order = {
            "seller_id": self.seller["seller_id"],
            "items": [{"quantity": quantity} for quantity in quantities or (1,)],
        } | more
        return self.control("POST", "orders", order)["orders"][0]

    def fault(self, kind: str, **options) -> dict:
        return self.control("POST", "faults", {"kind": kind} | options)["faults"][0]

    def ledger(self, **query) -> dict:
        query = "&".join(f"{name}={value}" for name, value in query.items())
        return self.control("GET", f"ledger?{query}")

    # --- the platform's API

    def ask_token(self, **fields) -> requests.Response:
        names = ("client_id", "client_secret", "refresh_token")
        form = {name: self.seller[name] for name in names}
        form = {"grant_type": "refresh_token"} | form | fields
        return self.session.post(f"{self.url}/amazon/auth/o2/token", data=form)

    def log_in(self) -> "Client":
        token = self.ask_token().json()["access_token"]
        self.session.headers["x-amz-access-token"] = token
        return self

    def get(self, path: str, **query) -> requests.Response:
        return self.session.get(
            f"{self.url}/amazon{path}", params=query, timeout=self.timeout
        )

    def search(self, **query) -> requests.Response:
        return self.get("/orders/2026-01-01/orders", **query)

    def order(self, order_id: str, data_sets="FULFILLMENT,PACKAGES"):
        path = f"/orders/2026-01-01/orders/{order_id}"
        return self.get(path, includedData=data_sets)

    def listings(self, **query) -> requests.Response:
        seller_id = query.pop("seller_id", self.seller["seller_id"])
        query.setdefault("marketplaceIds", self.seller["marketplace_id"])
        return self.get(f"/listings/2021-08-01/items/{seller_id}", **query)

    def confirm(self, order: dict, **detail) -> requests.Response:
        """Confirm all lines of an order, but for what ``detail`` says."""
        return self.post_confirmation(order["order_id"], self.package(order, **detail))

    def package(self, order: dict, **detail) -> dict:
        lines = [
            {"orderItemId": line["order_item_id"], "quantity": line["quantity"]}
            for line in order["items"]
        ]
        package = {
            "packageReferenceId": "1",
            "carrierCode": "UPS",
            "shippingMethod": "Ground",
            "trackingNumber": UPS_NUMBER,
            "shipDate": "2026-02-03T10:00:00Z",
            "orderItems": lines,
        } | detail
        return {name: value for name, value in package.items() if value is not None}

    def post_confirmation(self, order_id: str, package, **payload):
        payload = {
            "marketplaceId": self.seller["marketplace_id"],
            "packageDetail": package,
        } | payload
        path = f"/amazon/orders/v0/orders/{order_id}/shipmentConfirmation"
        return self.session.post(self.url + path, json=payload, timeout=self.timeout)
