# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Rows to files: CSV as a stream of bytes, XLSX by way of a file on disk.

Plain functions over an iterator of rows; neither keeps the rows in memory. Both
yield how many rows are written, with the bytes that are ready, if any.
"""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

#: A spreadsheet runs a cell that begins with one of these, some of them in their
#: wide form. One that takes another character than the comma to part cells may see
#: the beginning of a cell behind it. Excel's own writers know {= and two links.
_START = r"(?=[=+\-@\uff1d\uff0b\uff0d\uff20])"
_FIRST = re.compile(rf"\s*{_START}|[\t\r\n]|\{{=|(?:in|ex)ternal:")
_INNER = re.compile(rf"([;\t\r\n] *){_START}")
#: Most text is none of it, and a million rows have many cells.
_SUSPECTS = frozenset("=+-@{ie \t\r\n\uff1d\uff0b\uff0d\uff20")
XLSX_MAX_ROWS = 1_048_576
XLSX_MAX_CELL = 32_767
CHUNK_ROWS = 1000
CHUNK_BYTES = 1 << 16

#: How many rows are written, and the bytes that are ready.
Chunks = Iterator[tuple[int, bytes]]


@dataclass(frozen=True)
class ExportFile:
    """A file that can be written once the environment is gone.

    ``chunks`` takes a database cursor, which the caller closes.
    """

    name: str
    media_type: str
    chunks: Callable[..., Chunks]


def csv_chunks(heading: list[str], rows: Iterable[tuple]) -> Chunks:
    """Yield a CSV file: UTF-8 with BOM, so that Excel reads accents."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(map(defuse, heading))
    count = 0
    for count, row in enumerate(rows, 1):
        writer.writerow([defuse(value) for value in row])
        if count % CHUNK_ROWS == 0:
            yield count, _take(buffer)
    yield count, _take(buffer)


def defuse(value):
    """Text that a spreadsheet would run as a formula gets an apostrophe."""
    if value is None or value is False:
        return ""
    if not isinstance(value, str):
        return value
    if ";" in value or "\n" in value or "\t" in value or "\r" in value:
        value = _INNER.sub(r"\1'", value)
    if value[:1] in _SUSPECTS and _FIRST.match(value):
        return f"'{value}"
    return value


def xlsx_chunks(heading: list[str], rows: Iterable[tuple]) -> Chunks:
    """Yield an Excel file. Raises OverflowError beyond Excel's rows."""
    with tempfile.TemporaryFile() as target:
        count = 0
        for count in _write_workbook(target, heading, rows):
            yield count, b""
        target.seek(0)
        while data := target.read(CHUNK_BYTES):
            yield count, data


def _write_workbook(target, heading: list[str], rows: Iterable[tuple]) -> Iterator[int]:
    """Write all rows; yield now and then how many."""
    workbook = xlsxwriter.Workbook(
        target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    )
    sheet = workbook.add_worksheet()
    sheet.freeze_panes(1, 0)
    bold = workbook.add_format({"bold": True})
    for column, label in enumerate(heading):
        sheet.write_string(0, column, label, bold)
        sheet.set_column(column, column, 20)
    number = 0
    for number, row in enumerate(rows, 1):
        if number >= XLSX_MAX_ROWS:
            raise OverflowError(XLSX_MAX_ROWS - 1)
        for column, value in enumerate(row):
            _write_cell(sheet, number, column, value)
        if number % CHUNK_ROWS == 0:
            yield number
    workbook.close()
    yield number


def _write_cell(sheet, row: int, column: int, value):
    """Text stays text: never a formula, a link or a rounded tracking number."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:XLSX_MAX_CELL])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value)
    elif value is not None and value is not False:
        sheet.write_number(row, column, value)


def _take(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
