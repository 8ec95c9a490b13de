# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The control API under ``/_sim``: what a test or a drill tells the simulator."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from . import order_records, records
from .core import first
from .lookup import Invalid, NotFound
from .server import Request, Response

if TYPE_CHECKING:
    from .app import Simulator


class Control:
    def __init__(self, simulator: Simulator):
        self._simulator = simulator
        self._routes: tuple[tuple[str, re.Pattern, Callable], ...] = tuple(
            (method, re.compile(path), handler)
            for method, path, handler in (
                ("GET", "health", self._health),
                ("GET", "ledger", self._ledger),
                ("GET", "stats", self._stats),
                ("POST", "reset", self._reset),
                ("POST", "demo", self._demo),
                ("GET", "settings", self._settings),
                ("PATCH", "settings", self._change_settings),
                ("POST", "clock", self._advance_clock),
                ("GET", "sellers", self._sellers),
                ("POST", "sellers", self._add_sellers),
                ("GET", "orders", self._orders),
                ("POST", "orders", self._add_orders),
                ("POST", "orders/generate", self._generate_orders),
                ("GET", "orders/([^/]+)", self._order),
                ("PATCH", "orders/([^/]+)", self._patch_order),
                ("POST", "items", self._add_items),
                ("POST", "items/generate", self._generate_items),
                ("GET", "faults", self._faults),
                ("POST", "faults", self._add_faults),
                ("DELETE", "faults", self._clear_faults),
                ("DELETE", r"faults/(\d+)", self._remove_fault),
            )
        )

    def answer(self, request: Request, path: str) -> Response:
        for method, pattern, handler in self._routes:
            match = pattern.fullmatch(path)
            if match and method == request.method:
                try:
                    return Response.json(200, handler(request, *match.groups()))
                except NotFound as error:
                    return Response.json(404, {"error": str(error)})
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    # The caller is a test: it is told what it got wrong.
                    problem = f"{type(error).__name__}: {error}"
                    return Response.json(400, {"error": problem})
        return Response.json(404, {"error": f"no {request.method} /_sim/{path}"})

    def _health(self, request: Request) -> dict:
        return {"status": "ok", "platforms": list(self._simulator.platforms)}

    def _ledger(self, request: Request) -> dict:
        query = request.query
        return self._simulator.ledger.report(
            order=first(query, "order"), seller=first(query, "seller")
        )

    def _stats(self, request: Request) -> dict:
        server = self._simulator.server
        return self._simulator.stats.report() | {
            "connections": {"accepted": server.accepted, "open": server.open},
            "buyer_data_requests": self._simulator.ledger.buyer_data_requests,
        }

    def _reset(self, request: Request) -> dict:
        if request.body and "parts" in request.json():
            self._simulator.reset(tuple(request.json()["parts"]))
        else:
            self._simulator.reset()
        return {}

    def _demo(self, request: Request) -> dict:
        return records.load_demo(self._simulator)

    def _settings(self, request: Request) -> dict:
        return asdict(self._simulator.settings)

    def _change_settings(self, request: Request) -> dict:
        settings = self._simulator.settings
        for name, value in request.json().items():
            if name not in asdict(settings):
                raise Invalid(f"no setting {name!r}")
            setattr(settings, name, float(value))
        return asdict(settings)

    def _advance_clock(self, request: Request) -> dict:
        self._simulator.clock.advance(float(request.json()["advance"]))
        return {"now": self._simulator.clock.now()}

    # --- Sellers, orders, items ----------------------------------------------

    def _sellers(self, request: Request) -> dict:
        return {
            "sellers": [
                records.seller_to_json(platform.name, seller)
                for platform in self._simulator.platforms.values()
                for seller in platform.market.sellers.values()
            ]
        }

    def _add_sellers(self, request: Request) -> dict:
        rows = _rows(request.json(), "sellers")
        return {
            "sellers": [records.register_seller(self._simulator, row) for row in rows]
        }

    def _orders(self, request: Request) -> dict:
        """List orders in the order of their creation, a slice at a time."""
        seller = first(request.query, "seller")
        offset = int(first(request.query, "offset") or 0)
        limit = int(first(request.query, "limit") or 1000)
        now = self._simulator.clock.now()
        found = [
            (platform.name, order)
            for platform in self._simulator.platforms.values()
            for order in platform.market.orders(seller)
        ]
        return {
            "total": len(found),
            "orders": [
                order_records.order_to_json(name, order, now)
                for name, order in found[offset : offset + limit]
            ],
        }

    def _add_orders(self, request: Request) -> dict:
        rows = _rows(request.json(), "orders")
        return {"orders": order_records.add_orders(self._simulator, rows)}

    def _generate_orders(self, request: Request) -> dict:
        order_ids = order_records.generate_orders(self._simulator, **request.json())
        return {"created": len(order_ids), "order_ids": order_ids}

    def _order(self, request: Request, order_id: str) -> dict:
        return order_records.read_order(self._simulator, order_id)

    def _patch_order(self, request: Request, order_id: str) -> dict:
        return order_records.patch_order(self._simulator, order_id, request.json())

    def _add_items(self, request: Request) -> dict:
        rows = _rows(request.json(), "items")
        return {"items": records.add_items(self._simulator, rows)}

    def _generate_items(self, request: Request) -> dict:
        created = records.generate_items(self._simulator, **request.json())
        return {"created": created}

    # --- Faults ---------------------------------------------------------------

    def _faults(self, request: Request) -> dict:
        return {"faults": [each.as_dict() for each in self._simulator.faults.all()]}

    def _add_faults(self, request: Request) -> dict:
        rows = _rows(request.json(), "faults")
        added = [self._simulator.faults.add(**row) for row in rows]
        return {"faults": [each.as_dict() for each in added]}

    def _clear_faults(self, request: Request) -> dict:
        self._simulator.faults.clear()
        return {}

    def _remove_fault(self, request: Request, fault_id: str) -> dict:
        return {"removed": self._simulator.faults.remove(int(fault_id))}


def _rows(data, name: str) -> list[dict]:
    """Take one record, a list of them, or a list under its name."""
    if isinstance(data, dict) and name in data:
        data = data[name]
    return data if isinstance(data, list) else [data]
