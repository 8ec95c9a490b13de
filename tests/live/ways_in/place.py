# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An Odoo beside the checkout: other Python packages, and just the given add-ons."""

import os
import re
from contextlib import contextmanager

from odoo_process import LiveOdoo

from dev import databases, logcheck, odoo, runtime
from dev.paths import ADDON, DATA, ROOT
from dev.system import free_port, run_quietly

# On Werkzeug 2.3 Odoo still calls what it has its own versions of on newer ones.
_OF_ODOO_ITSELF = (
    # Its web client says twice at once that OdooBot's greeting came, or was seen.
    r"^odoo\.sql_db: bad query: b'[ n\\]*UPDATE \"?discuss_channel_member\b(?s:.*)"
    r"could not serialize access due to concurrent update",
    r"^py\.warnings: \S+/(odoo/http|odoo/addons/(?!shipgear_)\S+|werkzeug/urls)\.py:"
    r"\d+: DeprecationWarning: 'werkzeug\.urls\.\w+' is deprecated",
)
_TESTS = re.compile(r" 0 failed, 0 error\(s\) of (\d+) tests when loading")


class Place:
    """Where an Odoo runs, on the PostgreSQL that is in use at the moment.

    :param folder: for its settings
    :param python: of the virtual environment whose packages it uses
    :param addons: the folders of add-ons beside Odoo's own
    """

    def __init__(self, folder, python, addons=()):
        source = runtime.odoo_source()
        settings = folder / "odoo.conf"
        path = ",".join(str(entry) for entry in [*source.addons, *addons])
        settings.write_text(
            f"[options]\naddons_path = {path}\ndata_dir = {DATA}\n"
            "http_interface = 127.0.0.1\nlist_db = False\n"
        )
        self.python = python
        self._env = {
            "ODOO_RC": settings,
            # The checkout is not on it: what is found comes from the add-ons above,
            # or from the virtual environment.
            "PYTHONPATH": source.pythonpath,
            "PYTHONDONTWRITEBYTECODE": "1",  # the next copy lies somewhere else
            "PATH": os.pathsep.join([str(python.parent), os.environ["PATH"]]),
        }

    def command(self, *arguments):
        """Odoo's command line, by the file that starts it wherever it is installed."""
        return [self.python, runtime.odoo_source().launcher, *arguments]

    def install(self, database, tags=""):
        """Install the add-on; Odoo must not complain.

        :param tags: which of the add-on's own Odoo tests to run as well
        :returns: how many of them passed
        """
        if not tags:
            self._run(database, "-i", ADDON, "--no-http")
            return 0
        tests = ("--test-tags", tags, "--http-port", free_port())
        # They start marketplaces of the simulator's.
        paths = os.pathsep.join([str(self._env["PYTHONPATH"]), str(ROOT)])
        text = self._run(database, "-i", ADDON, *tests, PYTHONPATH=paths)
        return sum(map(int, _TESTS.findall(text)))

    def _run(self, database, *arguments, **more):
        log = databases.fresh_log(f"ways-{database}")
        arguments = ["server", "-d", database, *arguments, "--stop-after-init"]
        command = [str(part) for part in self.command(*arguments)]
        env = odoo.environment(**self._env | more)
        code = run_quietly(command, log, env=env, cwd=DATA)
        text = log.read_text(encoding="utf-8", errors="replace")
        self._check(log)
        assert code == 0, text[-4000:]
        return text

    @contextmanager
    def serving(self, database, **options):
        """A server of it with its crons; it must not complain either."""
        server = _PlacedOdoo(self, database, **self._env | options)
        server.start()
        try:
            yield server
            # Before it is stopped: what is in the midst of something then complains.
            self._check(server.log)
        finally:
            server.stop()

    @staticmethod
    def _check(log):
        said = logcheck.findings(log, _OF_ODOO_ITSELF)
        assert not said, "\n".join(said)


class _PlacedOdoo(LiveOdoo):
    def __init__(self, place, database, **options):
        super().__init__(database, **options)
        self._place = place

    def _command(self):
        _python, _launcher, *arguments = super()._command()
        return self._place.command(*arguments)
