# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What Walmart takes as shipped, and what it refuses.

Shape, required fields and carriers: Walmart's OpenAPI document "Walmart Order
Management", shippingUpdates. Wordings are those that sellers met (issue 29 of
highsidelabs/walmart-api-php; logs of shipping programs); where none is known, ours.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import Any

from .limits import to_iso
from .market import Order, Package
from .walmart_documents import canceled_of
from .walmart_errors import invalid, refusal

METHODS = ("Standard", "Express", "OneDay", "Freight", "WhiteGlove", "Value")
CARRIERS = frozenset(
    """
    UPS,USPS,FedEx,Airborne,OnTrac,DHL Ecommerce - US,DHL,LS,UDS,UPSMI,FDX,PILOT,ESTES
    SAIA,FDS Express,Seko Worldwide,HIT Delivery,FEDEXSP,RL Carriers
    Metropolitan Warehouse & Delivery,China Post,YunExpress,Yellow Freight Sys
    AIT Worldwide Logistics,Chukou1,Sendle,Landmark Global,Sunyou,Yanwen,4PX,GLS
    OSM Worldwide,FIRST MILE,AM Trucking,CEVA,India Post,SF Express,CNE,TForce Freight
    AxleHire,LSO,Royal Mail,ABF Freight System,WanB,Roadrunner Freight
    Meyer Distribution,AAA Cooper,Canada Post,Southeastern Freight Lines,Japan Post
    Correos de Mexico,XPO Logistics,JD Logistics,YDH,JCEX,Flyt,Deutsche Post
    Better Trucks,Asendia,SFC,UBI,ePost Global,YF Logistics,RXO,Estes Express,Shypmax
    WIN.IT America,PITT OHIO,PostNord Sweden,Equick,Whistl,Tusou,Shiprocket,DTDC,PTS
    Aramex,Xindus,Spreetail,P2PG,UniUni,GOFO,SwiftX,Exelot,DoorDash,SpeedX
    """.strip()
    .replace("\n    ", ",")
    .split(",")
)
#: A tracking number can be corrected for so long.
CORRECTED_FOR = 4 * 3600
#: A clock that is a little ahead is forgiven.
_AHEAD = 120


def read_shipment(body: bytes, order: Order, now: float) -> list[Package]:
    """Return the packages that a request describes, or raise Refusal."""
    shipment = _get(_json(body), "orderShipment", dict)
    lines = _get(_get(shipment, "orderLines", dict), "orderLine", list)
    if order.fulfilled_by != "seller":
        raise invalid("WFS orders cannot be shipped by the seller.")
    pieces: dict[str, dict[str, int]] = defaultdict(dict)
    told: dict[str, dict] = {}
    for line in lines:
        ref, statuses = _line(line, order)
        for status in statuses:
            info = _tracking(status, ref, now)
            number = info["trackingNumber"]
            told[number] = info | {"before": _before(status)}
            pieces[number][ref] = pieces[number].get(ref, 0) + _amount(status, ref)
    if shipment.get("processMode") == "PARTIAL_UPDATE":
        return [_corrected(order, info, now) for info in told.values()]
    _check_order(order, pieces, now)
    return [
        _package(order, place, info, pieces[number], now)
        for place, (number, info) in enumerate(told.items(), start=1)
    ]


# --- The request --------------------------------------------------------------


def _json(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        code = "MALFORMED_REQUEST_CONTENT.GMP_ORDER_API"
        raise refusal(400, code, "The request is not JSON.", "data")
    return data


def _get(data: dict, name: str, kind: type) -> Any:
    value = data.get(name)
    if type(value) is not kind or not value:
        raise invalid(f"{name} is missing or invalid", name)
    return value


def _line(line: dict, order: Order) -> tuple[str, list[dict]]:
    ref = _get(line, "lineNumber", str)
    if len(_get(line, "sellerOrderId", str)) > 30:
        raise invalid("sellerOrderId has more than 30 characters", "sellerOrderId")
    if order.details.get("intentToCancel") and not line.get("intentToCancelOverride"):
        raise invalid(f"The customer asked to cancel line {ref}", "intentToCancel")
    statuses = _get(_get(line, "orderLineStatuses", dict), "orderLineStatus", list)
    return ref, statuses


def _amount(status: dict, ref: str) -> int:
    quantity = _get(status, "statusQuantity", dict)
    if quantity.get("unitOfMeasurement") not in ("EACH", "EA"):
        raise invalid("unitOfMeasurement is invalid", "unitOfMeasurement")
    amount = _get(quantity, "amount", str)
    if not amount.isdecimal() or int(amount) < 1:
        raise invalid(f"Invalid Qty in line number {ref}", "amount")
    return int(amount)


def _tracking(status: dict, ref: str, now: float) -> dict:
    if status.get("status") != "Shipped":
        raise invalid("status must be Shipped", "status")
    info = _get(status, "trackingInfo", dict)
    if info.get("methodCode") not in METHODS:
        raise invalid(
            f"Method code is not supported in line number {ref}", "methodCode"
        )
    if not _get(info, "trackingNumber", str).strip():
        raise invalid("Tracking number is missing", "trackingNumber")
    at = _get(info, "shipDateTime", int) / 1000
    if at > now + _AHEAD:
        raise invalid(
            f"Ship date is in the future in line number {ref}", "shipDateTime"
        )
    name = _get(info, "carrierName", dict)
    carrier = name.get("carrier")
    if carrier is None:
        carrier = "Other: " + _get(name, "otherCarrier", str)
        _get(info, "trackingURL", str)
    elif carrier not in CARRIERS:
        raise invalid(f"Carrier is not supported in line number {ref}", "carrier")
    return info | {"carrier": carrier, "at": at}


def _before(status: dict) -> str:
    """Return the tracking number that is to be replaced."""
    current = status.get("currentTrackingInfo") or {}
    return current.get("trackingNumber", "")


# --- The order ----------------------------------------------------------------


def _check_order(order: Order, pieces: dict[str, dict[str, int]], now: float) -> None:
    shipped = order.shipped(now)
    lines = {line.line_id: line for line in order.lines}
    wanted: dict[str, int] = defaultdict(int)
    for quantities in pieces.values():
        for ref, quantity in quantities.items():
            wanted[ref] += quantity
    for ref, quantity in wanted.items():
        line = lines.get(ref)
        canceled = canceled_of(order, line) if line else 0
        left = line.quantity - canceled - shipped[ref] if line else 0
        if line and not left:
            word = "SHIPPED" if shipped[ref] else "CANCELLED"
            raise invalid(
                f"Unable to process this request. The Line: {ref} of PO: "
                f"{order.order_id} is in {word} status"
            )
        if quantity > left:
            raise invalid(
                "INVALID_REQUEST_CONTENT :: Failed when called shipConfirm API for "
                f"{order.order_id}. Qty OverShipped : Some or All Line(s)/Qty cannot "
                "be Shipped due to invalid Lines Or invalid Qty Or Qty more than "
                "allowed"
            )
    if not order.details.get("acknowledged") and not shipped:
        raise invalid("The order must be acknowledged before it is shipped.")


def _package(
    order: Order, place: int, info: dict, pieces: dict[str, int], now: float
) -> Package:
    return Package(
        # Walmart knows no packages: whatever is told again is told anew.
        reference=str(len(order.history) + place),
        tracking=info["trackingNumber"],
        carrier=info["carrier"],
        service=info["methodCode"],
        shipped_at=to_iso(info["at"]),
        lines=tuple(sorted(pieces.items())),
        accepted_at=now,
    )


def _corrected(order: Order, info: dict, now: float) -> Package:
    """Return the package whose tracking number is replaced."""
    shown = order.packages(now).values()
    known = next((p for p in shown if p.tracking == info["before"]), None)
    if known is None:
        raise invalid("Current tracking number is not found", "currentTrackingInfo")
    first = next(p for p in order.history if p.reference == known.reference)
    if now - first.accepted_at > CORRECTED_FOR:
        raise invalid("Tracking can be updated within 4 hours of shipping only.")
    return replace(
        known,
        tracking=info["trackingNumber"],
        carrier=info["carrier"],
        service=info["methodCode"],
        shipped_at=to_iso(info["at"]),
        accepted_at=now,
    )
