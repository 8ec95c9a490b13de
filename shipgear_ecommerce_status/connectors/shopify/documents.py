# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""What is asked of Shopify's GraphQL Admin API.

Source: Shopify documentation, "GraphQL Admin API reference". Nothing here asks for
the customer, an address, an e-mail or a note.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Shopify answers calls of a version at least a year long, then those of the oldest
#: that is left ("About Shopify API versioning"): this one until October 2027.
VERSION = "2026-10"

#: Pieces of a page, at most 250. A query must not be able to cost more than 1,000
#: points; one that is refused for that is asked with half of these.
ORDERS, VARIANTS, FULFILLMENT_ORDERS, LINES = 50, 100, 10, 50
#: Fulfillments of an order; there are no pages of them.
FULFILLMENTS = 250
#: Lines and fulfillments of each order in a page of orders. An order that has more
#: is read by itself.
FEW = 20

_PAGE = "pageInfo { hasNextPage endCursor }"
#: Of the shop's currency, in which it is paid, and of the buyer's, the former.
_MONEY = "{ shopMoney { amount } }"
_LINE = f"""id sku name quantity currentQuantity
  originalUnitPriceSet {_MONEY}
  discountAllocations {{ allocatedAmountSet {_MONEY} }}
  taxLines {{ priceSet {_MONEY} }}"""
_LINES = f"nodes {{ {_LINE} }} {_PAGE}"
_FULFILLMENT_LINES = f"nodes {{ quantity lineItem {{ id }} }} {_PAGE}"
_REMAINING_LINES = f"nodes {{ id remainingQuantity lineItem {{ id }} }} {_PAGE}"
_FULFILLMENT = f"""
  id status createdAt
  trackingInfo {{ company number }}
  fulfillmentLineItems(first: $lines) {{ {_FULFILLMENT_LINES} }}
"""
_ORDER = f"""
  id name createdAt updatedAt cancelledAt
  displayFulfillmentStatus displayFinancialStatus
  currencyCode taxesIncluded
  currentTotalPriceSet {_MONEY} currentTotalTaxSet {_MONEY}
  totalShippingPriceSet {_MONEY}
  lineItems(first: $lines) {{ {_LINES} }}
  fulfillments(first: $fulfillments) {{ {_FULFILLMENT} }}
"""
_FULFILLMENT_ORDER = f"""
  id status
  assignedLocation {{ location {{ id }} }}
  deliveryMethod {{ methodType }}
  lineItems(first: $lines) {{ {_REMAINING_LINES} }}
"""

ORDER = f"""query Order($id: ID!, $lines: Int!, $fulfillments: Int!) {{
  order(id: $id) {{ {_ORDER} }}
}}"""

ORDERS_CHANGED = f"""query OrdersChanged(
  $query: String!, $first: Int!, $after: String, $lines: Int!, $fulfillments: Int!
) {{
  orders(first: $first, after: $after, sortKey: UPDATED_AT, query: $query) {{
    nodes {{ {_ORDER} }} {_PAGE}
  }}
}}"""

ORDERS_NAMED = f"""query OrdersNamed($query: String!, $first: Int!, $after: String) {{
  orders(first: $first, after: $after, sortKey: RELEVANCE, query: $query) {{
    nodes {{ id name }} {_PAGE}
  }}
}}"""

TO_FULFILL = f"""query ToFulfill(
  $id: ID!, $first: Int!, $after: String, $lines: Int!, $fulfillments: Int!
) {{
  order(id: $id) {{
    id name cancelledAt
    fulfillments(first: $fulfillments) {{ {_FULFILLMENT} }}
    fulfillmentOrders(first: $first, after: $after) {{
      nodes {{ {_FULFILLMENT_ORDER} }} {_PAGE}
    }}
  }}
}}"""

VARIANTS_LISTED = f"""query VariantsListed($first: Int!, $after: String) {{
  productVariants(first: $first, after: $after, sortKey: ID) {{
    nodes {{
      id sku title
      product {{ title status featuredMedia {{ preview {{ image {{ url }} }} }} }}
      media(first: 1) {{ nodes {{ preview {{ image {{ url }} }} }} }}
      inventoryItem {{ measurement {{ weight {{ value unit }} }} }}
    }} {_PAGE}
  }}
}}"""

SCOPES = "query Scopes { currentAppInstallation { accessScopes { handle } } }"
ANY_ORDER = "query AnyOrder { orders(first: 1) { nodes { id } } }"
ANY_VARIANT = "query AnyVariant { productVariants(first: 1) { nodes { id } } }"


def _more(owner: str, field: str, selection: str) -> str:
    return f"""query More{owner}($id: ID!, $lines: Int!, $after: String!) {{
  node(id: $id) {{ ... on {owner} {{
    {field}(first: $lines, after: $after) {{ {selection} }}
  }} }}
}}"""


#: (type, its connection) -> the pages after the first
MORE = {
    (owner, field): _more(owner, field, selection)
    for owner, field, selection in (
        ("Order", "lineItems", _LINES),
        ("Fulfillment", "fulfillmentLineItems", _FULFILLMENT_LINES),
        ("FulfillmentOrder", "lineItems", _REMAINING_LINES),
    )
}

_TOLD = """
  fulfillment { id status trackingInfo { number } }
  userErrors { field message }
"""


def create(count: int) -> str:
    """Return a document that makes ``count`` fulfillments, one after the other.

    Their inputs are the variables f0, f1, ...; so are their answers named.
    """
    return _several(
        "CreateFulfillments",
        "FulfillmentInput!",
        [f"f{n}: fulfillmentCreate(fulfillment: $f{n})" for n in range(count)],
    )


def cancel(count: int) -> str:
    return _several(
        "CancelFulfillments",
        "ID!",
        [f"f{n}: fulfillmentCancel(id: $f{n})" for n in range(count)],
    )


def update(count: int) -> str:
    """The same for corrections; all get the same tracking information."""
    return _several(
        "UpdateTracking",
        "ID!",
        [
            f"f{n}: fulfillmentTrackingInfoUpdate(fulfillmentId: $f{n}, "
            "trackingInfoInput: $tracking, notifyCustomer: $notify)"
            for n in range(count)
        ],
        ["$tracking: FulfillmentTrackingInput!", "$notify: Boolean!"],
    )


def _several(
    name: str, kind: str, calls: Iterable[str], variables: Iterable[str] = ()
) -> str:
    calls = list(calls)
    declared = [*(f"$f{n}: {kind}" for n in range(len(calls))), *variables]
    body = "\n".join(f"  {call} {{ {_TOLD} }}" for call in calls)
    return f"mutation {name}({', '.join(declared)}) {{\n{body}\n}}"
