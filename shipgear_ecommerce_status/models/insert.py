# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""Create many records in one statement, while somebody waits for something else."""

from collections.abc import Sequence

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
    env, fields = model.env, model._fields
    given = list(vals_list[0])
    columns = [name for name, field in fields.items() if field.column_type]
    defaults = model.default_get([name for name in columns if name not in given])
    log = {"create_uid": env.uid, "write_uid": env.uid}
    log |= {"create_date": env.cr.now(), "write_date": env.cr.now()}
    always = {name: defaults[name] for name in defaults if name in columns} | log
    names = [*given, *always]

    def row_of(values, of):
        return [
            fields[name].convert_to_column_insert(values[name], model) for name in of
        ]

    same = row_of(always, always)
    rows = (tuple(row_of(vals, given) + same) for vals in vals_list)
    created = env.execute_query(
        SQL(
            "INSERT INTO %s (%s) VALUES %s %s RETURNING id, %s",
            SQL.identifier(model._table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(rows),
            _unless_there(unless),
            SQL.identifier(unless or "id"),
        )
    )
    records = model.browse([record_id for record_id, _key in created])
    _inform(records, vals_list)
    if not unless:
        return list(records)
    ids = {key: record_id for record_id, key in created}
    return [model.browse(ids.get(vals[unless], ())) for vals in vals_list]


def _create(model, vals_list: Sequence[dict], unless: str | None) -> list:
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
