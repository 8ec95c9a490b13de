# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import pytest
from seller import OTHER_UPS_NUMBER, UPS_NUMBER


def error_of(answer) -> str:
    assert answer.status_code == 400, answer.text
    (error,) = answer.json()["errors"]
    assert error["code"] == "InvalidInput"
    return error["message"]


def test_an_accepted_confirmation_is_204_without_a_body(client):
    answer = client.confirm(client.new_order())
    assert (answer.status_code, answer.content) == (204, b"")
    assert "Content-Length" not in answer.headers
    assert answer.headers["x-amzn-RequestId"]
    assert answer.headers["x-amzn-RateLimit-Limit"]


def test_a_confirmed_package_can_be_read_back(client):
    order = client.new_order(2)
    client.confirm(order, packageReferenceId="77")
    body = client.order(order["order_id"]).json()["order"]
    assert body["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    (package,) = body["packages"]
    assert package["packageReferenceId"] == "77"
    assert package["trackingNumber"] == UPS_NUMBER
    assert package["carrier"] == "UPS"
    assert package["shippingService"] == "Ground"
    assert package["shipTime"] == "2026-02-03T10:00:00.000Z"
    line_id = order["items"][0]["order_item_id"]
    assert package["packageItems"] == [{"orderItemId": line_id, "quantity": 2}]


def test_two_packages_ship_an_order_in_two_steps(client):
    order = client.new_order(3)
    line_id = order["items"][0]["order_item_id"]

    def ship(reference, quantity):
        lines = [{"orderItemId": line_id, "quantity": quantity}]
        client.confirm(order, packageReferenceId=reference, orderItems=lines)
        body = client.order(order["order_id"]).json()["order"]
        quantities = body["orderItems"][0]["fulfillment"]
        return body["fulfillment"]["fulfillmentStatus"], quantities

    assert ship("1", 1) == (
        "PARTIALLY_SHIPPED",
        {"quantityFulfilled": 1, "quantityUnfulfilled": 2},
    )
    assert ship("2", 2) == (
        "SHIPPED",
        {"quantityFulfilled": 3, "quantityUnfulfilled": 0},
    )
    assert client.ledger()["summary"]["told"] == 2


def test_the_same_confirmation_again_changes_and_tells_nothing(client):
    order = client.new_order(2)
    for _ in range(3):
        assert client.confirm(order).status_code == 204
    body = client.order(order["order_id"]).json()["order"]
    assert body["orderItems"][0]["fulfillment"]["quantityFulfilled"] == 2
    assert len(body["packages"]) == 1
    ledger = client.ledger(order=order["order_id"])
    kinds = [each["kind"] for each in ledger["confirmations"]]
    assert kinds == ["new", "repeat", "repeat"]
    assert ledger["summary"]["told"] == 1


def test_a_known_reference_with_another_number_edits_and_tells_again(client):
    order = client.new_order()
    client.confirm(order)
    client.confirm(order, trackingNumber=OTHER_UPS_NUMBER)
    (package,) = client.order(order["order_id"]).json()["order"]["packages"]
    assert package["trackingNumber"] == OTHER_UPS_NUMBER
    summary = client.ledger()["summary"]
    assert (summary["new"], summary["changed"], summary["told"]) == (1, 1, 2)


def test_a_known_reference_with_another_date_edits_and_tells_nobody(client):
    order = client.new_order()
    client.confirm(order)
    client.confirm(order, shipDate="2026-02-04T10:00:00+01:00")
    (package,) = client.order(order["order_id"]).json()["order"]["packages"]
    assert package["shipTime"] == "2026-02-04T09:00:00.000Z"
    summary = client.ledger()["summary"]
    assert (summary["changed"], summary["told"]) == (1, 1)


def test_editing_a_package_frees_what_it_had(client):
    order = client.new_order(2)
    client.confirm(order)
    line_id = order["items"][0]["order_item_id"]
    one = [{"orderItemId": line_id, "quantity": 1}]
    assert client.confirm(order, orderItems=one).status_code == 204
    second = client.confirm(order, packageReferenceId="2", orderItems=one)
    assert second.status_code == 204
    body = client.order(order["order_id"]).json()["order"]
    assert [p["packageItems"][0]["quantity"] for p in body["packages"]] == [1, 1]


def test_a_new_reference_on_a_shipped_order_finds_no_package_to_update(client):
    order = client.new_order()
    client.confirm(order)
    answer = client.confirm(order, packageReferenceId="2")
    message = error_of(answer)
    assert "PackageToUpdateNotFound" in message
    assert "already fulfilled" in message
    assert client.ledger()["summary"]["accepted"] == 1


def test_an_order_shipped_by_hand_is_fulfilled_already(client):
    order = client.new_order()
    path = f"orders/{order['order_id']}"
    client.control("PATCH", path, {"ship": {"tracking": OTHER_UPS_NUMBER}})
    assert "PackageToUpdateNotFound" in error_of(client.confirm(order))
    (package,) = client.order(order["order_id"]).json()["order"]["packages"]
    assert package["trackingNumber"] == OTHER_UPS_NUMBER
    (entry,) = client.ledger()["confirmations"]
    assert (entry["source"], entry["told"]) == ("person", True)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"status": "canceled"}, "canceled"),
        ({"status": "pending"}, "pending"),
        ({"fulfilled_by": "marketplace"}, "fulfilled by Amazon"),
    ],
)
def test_an_order_that_is_not_for_the_seller_to_ship_is_refused(client, more, words):
    assert words in error_of(client.confirm(client.new_order(**more)))


def test_an_order_canceled_meanwhile_is_refused(client):
    order = client.new_order()
    client.control("PATCH", f"orders/{order['order_id']}", {"status": "canceled"})
    assert "canceled" in error_of(client.confirm(order))
    assert client.ledger()["confirmations"] == []


def test_an_unknown_order_is_not_found(client):
    order = client.new_order()
    answer = client.post_confirmation("111-0000000-0000000", client.package(order))
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "NotFound"


def test_an_order_of_another_seller_is_not_found(client, other_client):
    order = other_client.new_order()
    assert client.confirm(order).status_code == 404
    assert other_client.confirm(order).status_code == 204


def test_an_order_id_in_another_format_is_refused(client):
    answer = client.post_confirmation("S00042", client.package(client.new_order()))
    assert "3-7-7" in error_of(answer)


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"packageReferenceId": 1}, "packageDetail.packageReferenceId"),
        ({"packageReferenceId": "0"}, "must be a positive numeric value"),
        ({"packageReferenceId": "-3"}, "must be a positive numeric value"),
        ({"packageReferenceId": "ab12"}, "must be a positive numeric value"),
        ({"packageReferenceId": None}, "must be a positive numeric value"),
        ({"carrierCode": None}, "CarrierCode"),
        ({"carrierCode": "Other"}, "CarrierName"),
        ({"carrierCode": 5}, "packageDetail.carrierCode"),
        ({"trackingNumber": ""}, "TrackingNumber"),
        ({"trackingNumber": None}, "TrackingNumber"),
        ({"shipDate": "yesterday"}, "ShipDate"),
        ({"shipDate": "2026-02-03T10:00:00"}, "ShipDate"),
        ({"shipDate": None}, "ShipDate"),
        ({"orderItems": []}, "OrderItemId is invalid"),
        ({"orderItems": {"orderItemId": "1"}}, "OrderItemId is invalid"),
        ({"orderItems": None}, "OrderItemId is invalid"),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(client, detail, words):
    assert words in error_of(client.confirm(client.new_order(), **detail))
    assert client.ledger()["confirmations"] == []


@pytest.mark.parametrize("quantity", [0, -1, 1.5, "1", True, None])
def test_a_quantity_that_is_not_a_positive_whole_number_is_refused(client, quantity):
    order = client.new_order(3)
    line_id = order["items"][0]["order_item_id"]
    lines = [{"orderItemId": line_id, "quantity": quantity}]
    assert "uantity" in error_of(client.confirm(order, orderItems=lines))


def test_more_than_is_unshipped_is_refused(client):
    order = client.new_order(3)
    line_id = order["items"][0]["order_item_id"]
    two = [{"orderItemId": line_id, "quantity": 2}]
    assert client.confirm(order, orderItems=two).status_code == 204
    answer = client.confirm(order, packageReferenceId="2", orderItems=two)
    assert "more than is unshipped" in error_of(answer)


def test_an_item_named_twice_counts_twice(client):
    order = client.new_order(3)
    line_id = order["items"][0]["order_item_id"]
    lines = [{"orderItemId": line_id, "quantity": 2}] * 2
    assert "more than is unshipped" in error_of(client.confirm(order, orderItems=lines))


def test_an_item_of_another_order_is_refused(client):
    stranger = client.new_order()["items"][0]["order_item_id"]
    lines = [{"orderItemId": stranger, "quantity": 1}]
    answer = client.confirm(client.new_order(), orderItems=lines)
    assert "OrderItemId is invalid" in error_of(answer)


@pytest.mark.parametrize(
    ("carrier", "good", "bad"),
    [
        ("UPS", UPS_NUMBER, "123"),
        ("FedEx", "646555175639", "64655517563"),
        ("USPS", "9400111899223100001234", UPS_NUMBER),
    ],
)
def test_a_tracking_number_must_look_like_its_carrier(client, carrier, good, bad):
    order = client.new_order()
    answer = client.confirm(order, carrierCode=carrier, trackingNumber=bad)
    message = error_of(answer)
    assert "does not match the expected format" in message
    assert f"{bad} for {carrier}" in message
    answer = client.confirm(order, carrierCode=carrier, trackingNumber=good)
    assert answer.status_code == 204


def test_a_carrier_in_words_is_shown_by_its_name(client):
    order = client.new_order()
    client.confirm(
        order, carrierCode="Other", carrierName="Bike Courier", trackingNumber="B-1"
    )
    (package,) = client.order(order["order_id"]).json()["order"]["packages"]
    assert package["carrier"] == "Bike Courier"


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"marketplaceId": "A1PA6795UKMFR9"}, "MarketplaceId"),
        ({"marketplaceId": None}, "MarketplaceId"),
        ({"packageDetail": "text"}, "packageDetail"),
        ({"codCollectionMethod": "Cash"}, "CodCollectionMethod"),
    ],
)
def test_a_wrong_payload_is_refused(client, payload, words):
    order = client.new_order()
    package = client.package(order)
    answer = client.post_confirmation(
        order["order_id"], **({"package": package} | payload)
    )
    assert words in error_of(answer)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_json_object_is_refused(client, body):
    order = client.new_order()
    path = f"/amazon/orders/v0/orders/{order['order_id']}/shipmentConfirmation"
    error_of(client.session.post(client.url + path, data=body))
