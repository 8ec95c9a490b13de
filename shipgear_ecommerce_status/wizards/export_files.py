# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Rows to files: CSV as a stream of bytes, XLSX by way of a file on disk.

Plain functions over an iterator of blocks of rows; neither keeps them in memory. Both
yield how many rows are written, with the bytes that are ready, if any.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

#: Between the texts of a column that are looked through at once; no database keeps it.
_PART = "\0"
#: A spreadsheet runs a cell that begins with one of these, some of them in their
#: wide form. One that takes another character than the comma to part cells may see
#: the beginning of a cell behind it. Excel's writers know {=, two links and markup.
_MARKUP = "<r>"
_START = r"=+\-@\uff1d\uff0b\uff0d\uff20"
_FIRST = re.compile(
    rf"{_PART}(?=[{_START}\s{{ie<])"  # most cells are done with here
    rf"(?=\s*[{_START}]|[\t\r\n]|\{{=|(?:in|ex)ternal:|{_MARKUP})"
)
_INNER = re.compile(rf"([;\t\r\n] *)(?=[{_START}])")
XLSX_MAX_ROWS = 1_048_576
CHUNK_BYTES = 1 << 16

#: How many rows are written, and the bytes that are ready.
Chunks = Iterator[tuple[int, bytes]]
#: Some rows at a time, as the database gives them.
Blocks = Iterable[list[tuple]]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``kind`` is "text", "number", or "moment": text such as 2026-03-01 23:30:00.
    """

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class ExportFile:
    """A file that can be written once the environment is gone.

    ``chunks`` takes a database cursor, which the caller closes.
    """

    name: str
    media_type: str
    chunks: Callable[..., Chunks]


def csv_chunks(columns: list[Column], blocks: Blocks) -> Chunks:
    """Yield a CSV file: UTF-8 with BOM, so that Excel reads accents.

    The heading comes at once: the first rows may have to be sorted before.
    """
    heading = [tuple(column.label for column in columns)]
    yield 0, ("\ufeff" + _csv_lines(["text"] * len(columns), heading)).encode()
    kinds = [column.kind for column in columns]
    count = 0
    for rows in blocks:
        count += len(rows)
        yield count, _csv_lines(kinds, rows).encode()


def _csv_lines(kinds: list[str], rows: list[tuple]) -> str:
    """Return lines just as Python's csv module has them.

    It looks at each character by itself. Here all texts of a column are passed over
    at once, and mostly there is nothing to be done.
    """
    cells = [
        _CSV_CELLS[kind](values)
        for kind, values in zip(kinds, zip(*rows, strict=True), strict=True)
    ]
    if len(cells) == 1:  # a line with nothing on it would be no row
        cells = [[cell or '""' for cell in cells[0]]]
    return "".join([f"{','.join(row)}\r\n" for row in zip(*cells, strict=True)])


def _csv_texts(texts: Iterable[str | None]) -> list[str]:
    cells = defused(texts)
    if not _is_quoted("".join(cells)):
        return cells
    return [
        '"' + cell.replace('"', '""') + '"' if _is_quoted(cell) else cell
        for cell in cells
    ]


def _is_quoted(text: str) -> bool:
    return "," in text or '"' in text or "\n" in text or "\r" in text


def _csv_numbers(numbers: Iterable[float | None]) -> list[str]:
    return ["" if number is None else str(number) for number in numbers]


def _csv_moments(moments: Iterable[str | None]) -> list[str]:
    return [moment or "" for moment in moments]


_CSV_CELLS = {"text": _csv_texts, "number": _csv_numbers, "moment": _csv_moments}


def defused(texts: Iterable[str | None]) -> list[str]:
    """Text that a spreadsheet would run as a formula gets an apostrophe."""
    joined = _PART + _PART.join([text or "" for text in texts])
    if ";" in joined or "\t" in joined or "\n" in joined or "\r" in joined:
        joined = _INNER.sub(r"\1'", joined)
    return _FIRST.sub(f"{_PART}'", joined).split(_PART)[1:]


def defuse(value):
    """One cell like those; what is empty is an empty text, other values stay."""
    if value is None or value is False:
        return ""
    return defused([value])[0] if isinstance(value, str) else value


def xlsx_chunks(columns: list[Column], blocks: Blocks) -> Chunks:
    """Yield an Excel file. Raises OverflowError beyond Excel's rows."""
    with tempfile.TemporaryFile() as target:
        count = 0
        for count in _write_workbook(target, columns, blocks):
            yield count, b""
        target.seek(0)
        while data := target.read(CHUNK_BYTES):
            yield count, data


def _write_workbook(target, columns: list[Column], blocks: Blocks) -> Iterator[int]:
    """Write all rows; yield after each block how many."""
    workbook = xlsxwriter.Workbook(
        target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    )
    sheet = workbook.add_worksheet()
    sheet.freeze_panes(1, 0)
    bold = workbook.add_format({"bold": True})
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.label, bold)
        sheet.set_column(number, number, 20)
    writers = _cell_writers(sheet, columns)
    count = 0
    for rows in blocks:
        if count + len(rows) >= XLSX_MAX_ROWS:
            raise OverflowError(XLSX_MAX_ROWS - 1)
        for row in rows:
            count += 1
            for number, write in writers:
                value = row[number]
                if value is not None:
                    write(count, number, value)
        yield count
    workbook.close()
    yield count


def _cell_writers(sheet, columns: list[Column]) -> list[tuple[int, Callable]]:
    """Text stays text: never a formula, a link, markup or a rounded tracking number."""

    def write_text(row, column, text):
        # What is too long for a cell is cut there.
        safe = f"'{text}" if text.startswith(_MARKUP) else text
        sheet.write_string(row, column, safe)

    def write_moment(row, column, moment):
        sheet.write_datetime(row, column, datetime.fromisoformat(moment))

    writers = {
        "text": write_text,
        "number": sheet.write_number,
        "moment": write_moment,
    }
    return [(number, writers[column.kind]) for number, column in enumerate(columns)]
