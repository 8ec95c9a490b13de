# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The file with which a person confirms many shipments on a platform's own page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import tzinfo
from typing import ClassVar

from .base import Shipment


class UploadFile(ABC):
    """What a platform takes: tab-separated text, a row for each item of a parcel.

    A platform says what its cells are; how they become bytes is said here.
    """

    #: What a person chooses among the formats of an export.
    label: ClassVar[str]
    #: Of the file, without the date and the extension.
    name: ClassVar[str]
    extension: ClassVar[str] = "txt"
    media_type: ClassVar[str] = "text/tab-separated-values; charset=utf-8"
    columns: ClassVar[tuple[str, ...]]
    #: What a person does with the file, in the words of the platform's menus.
    next_step: ClassVar[str]

    @abstractmethod
    def rows(self, shipment: Shipment, zone: tzinfo) -> list[tuple[str, ...]]:
        """Return the rows of one parcel, cells in the order of ``columns``.

        :param shipment: without lines where the parcel is all of its order
        :param zone: in whose days the ship date is told
        :raises Rejected: what the platform requires is missing, and how to mend it
        """

    def cells(self, row: tuple[str, ...]) -> tuple[str, ...]:
        """Return a row as it is in the file: no cell can end its row or its column."""
        return tuple(map(_cell, row))

    def encode(self, rows: Iterable[tuple[str, ...]]) -> bytes:
        """Return rows as bytes of the file."""
        return "".join("\t".join(self.cells(row)) + "\r\n" for row in rows).encode()


def _cell(text: str) -> str:
    """Return text without what parts cells and rows, or cannot be seen."""
    seen = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(seen.split())
