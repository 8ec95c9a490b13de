# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

import logging
import os
import select
import threading
from collections.abc import Callable

import psycopg2

from odoo.modules.module import current_test
from odoo.sql_db import connection_info_for

_logger = logging.getLogger(__name__)


class WakeUps:
    """Calls back whenever scheduled actions of a database are woken up.

    Odoo's workers pass over an action that runs already. A run that waits for slow
    answers therefore listens itself, rather than look again and again.

    :param called: called in a thread of its own
    """

    def __init__(self, database: str, called: Callable[[], None]):
        self._database, self._called = database, called
        self._thread = None

    def __enter__(self):
        if current_test:  # whose cursor nobody is notified of
            return self
        # A connection of its own: it would listen on when back in Odoo's pool.
        _name, info = connection_info_for("postgres")
        try:
            self._connection = psycopg2.connect(**info)
        except psycopg2.Error as error:  # what is queued meanwhile waits for its end
            _logger.info("A run cannot listen for what is queued: %s", error)
            return self
        self._connection.autocommit = True
        with self._connection.cursor() as cr:
            cr.execute("LISTEN cron_trigger")  # which Odoo's own workers do
        self._end, self._ended = os.pipe()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_exception):
        if self._thread:
            os.close(self._ended)
            self._thread.join()
            os.close(self._end)
            self._connection.close()

    def _listen(self):
        while True:
            ready, _, _ = select.select([self._connection, self._end], [], [])
            if self._end in ready:
                return
            try:
                self._connection.poll()
            except psycopg2.Error:
                return  # the next run looks by itself
            if any(n.payload == self._database for n in self._connection.notifies):
                self._called()
            self._connection.notifies.clear()
