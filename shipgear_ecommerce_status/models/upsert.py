# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Write many rows of what a marketplace says, touching only what changed."""

from collections.abc import Iterable, Sequence

from odoo.tools import SQL


def upsert(
    model,
    key: Sequence[str],
    rows: Iterable[dict],
    newer: str | None = None,
) -> list[tuple]:
    """Insert rows, or update those of the same key that differ.

    :param key: columns of the unique constraint
    :param rows: values by column, all with the same columns
    :param newer: column that must not go back, for pages read out of order
    :returns: (id, key columns…) of the rows that were written
    """
    # The last of several rows with one key wins: one statement may not write
    # a row twice.
    unique = {tuple(row[name] for name in key): row for row in rows}
    if not unique:
        return []
    model.flush_model()
    # Always in the same order, so that two workers cannot deadlock.
    ordered = [unique[value] for value in sorted(unique)]
    columns = list(ordered[0])
    rest = [name for name in columns if name not in key]
    env, table = model.env, SQL.identifier(model._table)
    written = env.execute_query(
        SQL(
            """
            INSERT INTO %(table)s AS t (
                %(columns)s, create_uid, create_date, write_uid, write_date
            )
            SELECT v.*, %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM (VALUES %(values)s) v
            ON CONFLICT (%(key)s) DO UPDATE
               SET %(assignments)s,
                   write_uid = excluded.write_uid, write_date = excluded.write_date
             WHERE (%(old)s) IS DISTINCT FROM (%(new)s) %(not_older)s
            RETURNING t.id, %(returned)s
            """,
            table=table,
            columns=_names(columns),
            uid=env.uid,
            now=env.cr.now(),
            values=SQL(", ").join(_row(model, columns, row) for row in ordered),
            key=_names(key),
            assignments=SQL(", ").join(
                SQL("%s = excluded.%s", SQL.identifier(name), SQL.identifier(name))
                for name in rest
            ),
            old=_names(rest, "t"),
            new=_names(rest, "excluded"),
            not_older=_not_older(newer),
            returned=_names(key, "t"),
        )
    )
    if written:
        model.invalidate_model()
    return written


def _names(names: Iterable[str], table: str | None = None) -> SQL:
    return SQL(", ").join(
        SQL.identifier(table, name) if table else SQL.identifier(name) for name in names
    )


def _row(model, columns: Sequence[str], row: dict) -> SQL:
    """One row of VALUES, each value cast to the type of its column."""
    cells = (
        SQL("%s::" + model._fields[name].column_type[0], row[name]) for name in columns
    )
    return SQL("(%s)", SQL(", ").join(cells))


def _not_older(column: str | None) -> SQL:
    if not column:
        return SQL()
    name = SQL.identifier(column)
    return SQL(
        "AND (t.%s IS NULL OR excluded.%s IS NULL OR excluded.%s >= t.%s)",
        name,
        name,
        name,
        name,
    )
