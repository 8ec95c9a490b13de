# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Write many rows of what a marketplace says, touching only what changed."""

from collections.abc import Iterable, Mapping, Sequence

from odoo.tools import SQL


def upsert(
    model,
    key: Sequence[str],
    rows: Iterable[dict],
    common: Mapping[str, object],
    newer: str | None = None,
) -> list[tuple]:
    """Insert rows, or update those of the same key that differ, in one statement.

    Rows that are the same are neither written nor locked.

    :param key: columns of the unique constraint
    :param rows: values by column, all with the same columns
    :param common: values, or SQL, that all rows have in common
    :param newer: column that must not go back, for pages read out of order
    :returns: (id, key columns…) of the rows that were written
    """
    # The last of several rows with one key wins: one statement may not write
    # a row twice.
    own = [name for name in key if name not in common]
    unique = {tuple(row[name] for name in own): row for row in rows}
    if not unique:
        return []
    model.flush_model()
    # Always in the same order, so that two workers cannot deadlock.
    ordered = [unique[value] for value in sorted(unique)]
    columns = list(ordered[0])
    rest = [name for name in columns if name not in key]
    written = model.env.execute_query(
        SQL(
            """
            INSERT INTO %(table)s AS t (
                %(common)s, %(columns)s, create_uid, create_date, write_uid, write_date
            )
            SELECT %(values)s, %(new_columns)s, %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM unnest(%(arrays)s) AS v (%(columns)s)
         LEFT JOIN %(table)s t ON %(same_key)s
             WHERE t.id IS NULL OR (
                   (%(old)s) IS DISTINCT FROM (%(new)s) %(not_older)s
             )
            ON CONFLICT (%(key)s) DO UPDATE
               SET %(assignments)s,
                   write_uid = excluded.write_uid, write_date = excluded.write_date
            RETURNING t.id, %(returned)s
            """,
            table=SQL.identifier(model._table),
            common=_names(common),
            columns=_names(columns),
            values=_list(SQL("%s", value) for value in common.values()),
            new_columns=_names(columns, "v"),
            uid=model.env.uid,
            now=SQL("now() AT TIME ZONE 'UTC'"),
            arrays=_list(_array(model, name, ordered) for name in columns),
            same_key=_same_key(key, common),
            old=_names(rest, "t"),
            new=_names(rest, "v"),
            not_older=_not_older(newer),
            key=_names(key),
            assignments=_list(
                SQL("%s = excluded.%s", SQL.identifier(name), SQL.identifier(name))
                for name in rest
            ),
            returned=_names(key, "t"),
        )
    )
    if written:
        model.invalidate_model()
    return written


def company_of(account) -> SQL:
    """An account's company, for rows of it: it need not be read before."""
    account.flush_recordset(["company_id"])
    return SQL("(SELECT company_id FROM ecommerce_account WHERE id = %s)", account.id)


def _list(parts: Iterable[SQL]) -> SQL:
    return SQL(", ").join(parts)


def _names(names: Iterable[str], table: str | None = None) -> SQL:
    return _list(
        SQL.identifier(table, name) if table else SQL.identifier(name) for name in names
    )


def _array(model, name: str, rows: Sequence[dict]) -> SQL:
    """One column of all rows, in the type that the table has."""
    kind = model._fields[name].column_type[0]
    return SQL("%s::" + kind + "[]", [row[name] for row in rows])


def _same_key(key: Sequence[str], common: Mapping[str, object]) -> SQL:
    return SQL(" AND ").join(
        SQL(
            "%s = %s",
            SQL.identifier("t", name),
            common[name] if name in common else SQL.identifier("v", name),
        )
        for name in key
    )


def _not_older(column: str | None) -> SQL:
    if not column:
        return SQL()
    old, new = SQL.identifier("t", column), SQL.identifier("v", column)
    return SQL("AND (%s IS NULL OR %s IS NULL OR %s >= %s)", old, new, new, old)
