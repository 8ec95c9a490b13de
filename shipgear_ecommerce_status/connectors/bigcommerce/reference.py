# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""BigCommerce's places, statuses and units, as its documents list them."""

from __future__ import annotations

#: Source: Orders V2 and Catalog V3 specifications, servers.
ENDPOINT = "https://api.bigcommerce.com"

#: Source: Orders V2, "Get All Order Statuses". A seller may rename a status; its id
#: stays.
INCOMPLETE, SHIPPED, PARTIALLY_SHIPPED, AWAITING_FULFILLMENT = 0, 2, 3, 11
STATUSES = {
    INCOMPLETE: "pending",
    1: "pending",
    SHIPPED: "shipped",
    PARTIALLY_SHIPPED: "partial",
    4: "canceled",  # Refunded
    5: "canceled",  # Cancelled
    6: "canceled",  # Declined
    7: "pending",  # Awaiting Payment
    8: "unshipped",  # Awaiting Pickup
    9: "unshipped",  # Awaiting Shipment
    10: "shipped",  # Completed
    AWAITING_FULFILLMENT: "unshipped",
    12: "pending",  # Manual Verification Required
}
#: Disputed and Partially Refunded say nothing of what left: the quantities do.
BY_QUANTITIES = (13, 14)

#: Source: Settings V3, MeasurementUnitsSettings; the words of Store Information V2.
#: Its unit of weight -> the usual word, and how many of those are in one.
WEIGHT_UNITS = {
    "lbs": ("pounds", 1.0),
    "ounces": ("ounces", 1.0),
    "kgs": ("kilograms", 1.0),
    "grams": ("grams", 1.0),
    "tonnes": ("kilograms", 1000.0),
}
