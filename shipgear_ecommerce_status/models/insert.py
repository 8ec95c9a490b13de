# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Create many records in one statement, while somebody waits for something else."""

import json
from collections.abc import Sequence

from psycopg2.extras import Json as PsycopgJson

from odoo.models import BaseModel
from odoo.tools import SQL


def insert(model, vals_list: Sequence[dict], unless: str | None = None) -> list:
    """Create records of columns alone, at a fraction of what ``create`` costs.

    What ``create`` does beyond that, it does as well: defaults, computed fields that
    are not among the values, and lists of the other side that are in memory. Access
    and constraints in Python are not checked: the values must be our own. Where
    another module has a say in ``create``, such as an automation rule, that is used.

    :param vals_list: values by field, all with the same fields
    :param unless: a unique column; where its value is there, there is no new record
    :returns: a record for each of the values, an empty one where there is none new
    """
    if not vals_list:
        return []
    if type(model).create is not BaseModel.create:
        return _create(model, vals_list, unless)
    first = vals_list[0]
    differing = [
        name for name in first if any(vals[name] != first[name] for vals in vals_list)
    ]
    same = {name: first[name] for name in first if name not in differing}
    same |= _always(model, first)
    column = {
        name: model._fields[name].convert_to_column_insert
        for name in differing + [*same]
    }
    rows = [
        {name: column[name](vals[name], model) for name in differing}
        for vals in vals_list
    ]
    # One JSON text is taken apart by PostgreSQL faster than thousands of parameters
    # are put into the statement.
    created = model.env.execute_query(
        SQL(
            "INSERT INTO %(table)s (%(names)s) SELECT %(values)s FROM "
            "json_populate_recordset(NULL::%(table)s, %(rows)s) %(unless)s "
            "RETURNING id, %(key)s",
            table=SQL.identifier(model._table),
            names=SQL(", ").join(map(SQL.identifier, differing + [*same])),
            values=SQL(", ").join(
                [*map(SQL.identifier, differing)]
                + [column[name](value, model) for name, value in same.items()]
            ),
            rows=json.dumps(rows, default=_plain),
            unless=_unless_there(unless),
            key=SQL.identifier(unless or "id"),
        )
    )
    records = model.browse([record_id for record_id, _key in created])
    _inform(records, vals_list)
    if not unless:
        return list(records)
    ids = {key: record_id for record_id, key in created}
    return [model.browse(ids.get(vals[unless], ())) for vals in vals_list]


def _always(model, vals: dict) -> dict:
    """Return the values that all new records have alike, beside what is given."""
    others = [
        name
        for name, field in model._fields.items()
        if field.column_type and name not in vals
    ]
    now, uid = model.env.cr.now(), model.env.uid
    log = {"create_uid": uid, "write_uid": uid, "create_date": now, "write_date": now}
    return model.default_get(others) | log


def _plain(value):
    """Return what goes into a column, and is no JSON by itself, as JSON."""
    return value.adapted if isinstance(value, PsycopgJson) else value.isoformat()


def _create(model, vals_list: Sequence[dict], unless: str | None) -> list:
    # Of two who do the same at once the second shall meet what the first has changed:
    # that Odoo tries again, a unique column it would not.
    model.env.flush_all()
    keys = [vals[unless] for vals in vals_list] if unless else []
    known = set(model.search([(unless, "in", keys)]).mapped(unless)) if unless else ()
    missing = [vals for vals in vals_list if not unless or vals[unless] not in known]
    created = iter(model.create(missing))
    return [
        model.browse() if unless and vals[unless] in known else next(created)
        for vals in vals_list
    ]


def _unless_there(column: str | None) -> SQL:
    if not column:
        return SQL()
    return SQL("ON CONFLICT (%s) DO NOTHING", SQL.identifier(column))


def _inform(records, vals_list: Sequence[dict]):
    """Let the rest know of new records, as far as it was not written with them."""
    env, given = records.env, vals_list[0]
    for name, field in records._fields.items():
        if field.compute and field.store and name not in given:
            env.add_to_compute(field, records)
        for inverse in records.pool.field_inverses[field] if name in given else ():
            ids = {vals[name] for vals in vals_list if vals[name]}
            others = env[inverse.model_name].browse(ids)
            others.invalidate_recordset([inverse.name], flush=False)
