# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Copies of a record by PostgreSQL, as many as you like in little time."""

import contextlib

#: Whose rows are copied: without indexes and foreign keys meanwhile.
TABLES = (
    "ecommerce_order",
    "ecommerce_order_line",
    "ecommerce_shipment",
    "ecommerce_shipment_line",
    "writeback_attempt",
    "sale_order",
    "sale_order_line",
    "stock_picking",
    "stock_move",
    "api_status_sample",
)
# Primary keys stay: others refer to them.
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint
     WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'c')
  ORDER BY contype DESC
"""
_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      FROM pg_index i
     WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisprimary
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


class Copier:
    """In SQL, ``n`` is the number of a copy, from 1 to ``count``.

    :param each: names of what else there is of each, and how it is got, in SQL
    :param always: columns that differ in each table that has them, as SQL
    """

    def __init__(self, cr, count, each, always):
        self.cr, self.count, self.always = cr, count, always
        named = ", ".join(f"{value} AS {name}" for name, value in each.items())
        cr.execute(
            f"CREATE TEMPORARY TABLE copies ON COMMIT DROP AS SELECT n, {named}"
            f" FROM (SELECT n::bigint FROM generate_series(1, {count}) n) numbers"
        )
        cr.execute("ANALYZE copies")

    def _rows(self, query, *values):
        self.cr.execute(query, values)
        return self.cr.fetchall()

    @contextlib.contextmanager
    def without_indexes(self):
        """Take indexes and constraints away, and put back what there was."""
        constraints = self._rows(_CONSTRAINTS, list(TABLES))
        for table, name, _definition in constraints:
            self.cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        indexes = self._rows(_INDEXES, list(TABLES))
        for name, _definition in indexes:
            self.cr.execute(f"DROP INDEX {name}")
        yield
        self.cr.execute("SET LOCAL maintenance_work_mem TO '512MB'")
        for _name, definition in indexes:
            self.cr.execute(definition)
        for table in TABLES:
            self.cr.execute(f"ANALYZE {table}")
        for table, name, definition in constraints:
            self.cr.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')

    def copy(self, record, where="TRUE", times=1, **changes):
        """Copy a record; return the id to which n is to be added.

        :param where: SQL that says which of the copies there are
        :param times: how many of each n, numbered ``k``; their ids go by both
        :param changes: columns that differ, as SQL; unknown ones do not matter
        """
        table = record._table
        columns = [
            name
            for [name] in self._rows(
                "SELECT column_name FROM information_schema.columns WHERE table_schema"
                " = 'public' AND table_name = %s AND is_generated = 'NEVER'",
                table,
            )
        ]
        [[first]] = self._rows(f'SELECT max(id) FROM "{table}"')
        own_id = f"{first} + (n - 1) * {times} + k"
        changes = self.always | changes | {"id": own_id}
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(changes.get(name, f'(r)."{name}"') for name in columns)
        self.cr.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {values}'
            f' FROM (SELECT r FROM "{table}" r WHERE id = {record.id}) source,'
            f" copies, generate_series(1, {times}) k WHERE {where} ORDER BY n, k"
        )
        last = first + self.count * times
        self.cr.execute(f"SELECT setval('{table}_id_seq', {last})")
        return first
