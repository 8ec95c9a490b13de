# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""In what the copies of a record differ, as SQL: drawn by lot, the same in each run."""

# (state, up to which share): of the last days, and of those before, when what is
# not done needs a person.
LATELY = (
    ("failed", 0.010),
    ("accepted", 0.210),
    ("pending", 0.340),
    ("waiting", 0.410),
    ("confirmed", 0.414),
    ("canceled", 0.418),
    ("success", 1),
)
BEFORE = (("failed", 0.010), ("confirmed", 0.014), ("canceled", 0.018), ("success", 1))

# SQL: code, service, and a tracking number
CARRIERS = (
    ("'UPS'", "'Ground'", "'1Z999AA1' || lpad(scattered::text, 10, '0')"),
    ("'DHL'", "'Parcel'", "'0034043416' || lpad(scattered::text, 10, '0')"),
    ("'USPS'", "'Priority Mail'", "'940011189922' || lpad(scattered::text, 10, '0')"),
    ("'FedEx'", "'Home Delivery'", "lpad(scattered::text, 12, '7')"),
)
TITLES = ("Desk lamp", "Kettle", "Backpack", "Garden chair", "Wool blanket", "Teapot")
LOOKS = ("oak", "steel", "dark blue", "ash grey, large", "set of 2", "for children")
#: (class of the error, HTTP status, message, hint)
ERRORS = (
    ("Unavailable", 503, "Service Unavailable", "It is tried again by itself."),
    ("Unreachable", None, "No answer within 30 s.", "Check the network of the server."),
    ("OutcomeUnknown", 504, "Gateway Timeout", "The marketplace is asked first."),
    ("Rejected", 400, "Invalid tracking number.", "Correct it, then press Retry."),
    ("Rejected", 400, "The carrier is not known.", "Correct the carrier mapping."),
    ("Rejected", 404, "The order does not exist.", "Look it up on the marketplace."),
    ("Rejected", 409, "The order was canceled.", "Mark the shipment as confirmed."),
)


def drawn(seed):
    """SQL: a number from 0 to below 1 for the copy n, as if drawn by lot."""
    return f"((hashint8extended(n, {seed}) & 1048575) / 1048576.0)"


def one_of(seed, values):
    """SQL: one of these texts or numbers for the copy n."""
    listed = ", ".join("NULL" if v is None else repr(v) for v in values)
    return f"(ARRAY[{listed}])[1 + floor({len(values)} * {drawn(seed)})::int]"


def by_share(shares):
    """SQL: the state that the lot says."""
    cases = " ".join(f"WHEN {drawn(1)} < {share} THEN '{s}'" for s, share in shares)
    return f"CASE {cases} END"


def by_carrier(place):
    """SQL: what it is with the carrier of this copy."""
    cases = " ".join(
        f"WHEN {number} THEN {carrier[place]}"
        for number, carrier in enumerate(CARRIERS, 1)
    )
    return f"CASE carrier {cases} END"


def state_is(*states):
    return f"state IN ({', '.join(map(repr, states))})"


def only(condition, value):
    return f"CASE WHEN {condition} THEN {value} END"
