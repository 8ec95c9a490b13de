# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's source, the virtual environment and a browser, each made once.

Every step ends with a rename or a stamp file, so that a step which was
interrupted is seen as not done and is done again.
"""

import ctypes
import os
import re
import shutil
import sys
from pathlib import Path

from .console import CannotContinue, is_root, step, tail
from .paths import LOCK_FILE, PYTHON, ROOT, RUNTIME, VENV, fingerprint, logs
from .system import apt_install, lock, run_quietly

# Debian carries Odoo 19 in its development suite alone. The packages are
# unpacked into a private folder; nothing of the machine moves to that suite.
ODOO_SUITE = "sid"
ODOO_PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
)
# From a stable suite: the newer one has other files, and Odoo's icons vanish.
FONT_PACKAGE = "fonts-font-awesome"
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")
# What steers the browser in tests/live and for screenshots needs this library.
DRIVER_LIBRARY, DRIVER_PACKAGE = "libatomic.so.1", "libatomic1"
BROWSERS = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")


class OdooSource:
    """An Odoo tree: what to put on PYTHONPATH, its add-ons, and what starts it."""

    def __init__(self, pythonpath, addons, launcher):
        self.pythonpath = pythonpath
        self.addons = addons
        self.launcher = launcher
        self.release = pythonpath / "odoo" / "release.py"


def odoo_source():
    """The user's own checkout (ODOO_SRC) or the one unpacked from Debian."""
    own = os.environ.get("ODOO_SRC")
    if own:
        return _checkout(Path(own).expanduser().resolve())
    packages = RUNTIME / "odoo" / "usr/lib/python3/dist-packages"
    if not packages.is_dir():
        with lock("setup"):
            if not packages.is_dir():
                _unpack_odoo(RUNTIME / "odoo")
    launcher = RUNTIME / "odoo" / "usr/bin/odoo"
    return OdooSource(packages, [packages / "odoo" / "addons"], launcher)


def _checkout(folder):
    release = folder / "odoo" / "release.py"
    if not release.is_file():
        raise CannotContinue(
            f"ODOO_SRC={folder} is no Odoo checkout: point it to the folder that "
            "holds odoo-bin (git clone --depth 1 -b 19.0 "
            "https://github.com/odoo/odoo)."
        )
    if not re.search(r"version_info = \(['\"]?(saas~)?19", release.read_text()):
        raise CannotContinue(f"ODOO_SRC={folder} is not Odoo 19: check out 19.0.")
    addons = [folder / "odoo" / "addons", folder / "addons"]
    found = [path for path in addons if path.is_dir()]
    return OdooSource(folder, found, folder / "odoo-bin")


def _unpack_odoo(target):
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise CannotContinue(
            "Odoo is missing and this is not Debian: run "
            "`git clone --depth 1 -b 19.0 https://github.com/odoo/odoo` and set "
            "ODOO_SRC to that folder."
        )
    step("Downloading Odoo 19 (about 130 MB, from the Debian archive)")
    work = RUNTIME / "odoo.partial"
    shutil.rmtree(work, ignore_errors=True)
    for folder in ("lists/partial", "cache/archives/partial", "debs", "tree"):
        (work / "apt" / folder).mkdir(parents=True)
    log = logs() / "odoo-download.log"
    _download(work / "apt", log)
    step("Unpacking Odoo 19")
    tree = work / "apt" / "tree"
    for package in sorted((work / "apt" / "debs").glob("*.deb")):
        if run_quietly(["dpkg", "-x", package, tree], log):
            print(tail(log), file=sys.stderr)
            raise CannotContinue(f"{package.name} could not be unpacked: see {log}.")
    _complete(tree)
    os.replace(tree, target)
    shutil.rmtree(work)


def _download(work, log):
    log.unlink(missing_ok=True)
    entry, suite = _debian_entry()
    sources = work / "odoo.sources"
    sources.write_text(f"{entry}\nSuites: {ODOO_SUITE} {suite}\n")
    apt = ["apt-get", "-q"]
    for option, value in (
        ("Dir::Etc::sourcelist", sources),
        ("Dir::Etc::sourceparts", "-"),
        ("Dir::State::lists", work / "lists"),
        ("Dir::Cache", work / "cache"),
        ("APT::Update::Error-Mode", "any"),
        *([("APT::Sandbox::User", "root")] if is_root() else []),
    ):
        apt += ["-o", f"{option}={value}"]
    names = [f"{name}/{ODOO_SUITE}" for name in ODOO_PACKAGES]
    names.append(f"{FONT_PACKAGE}/{suite}")
    for command in (["update"], ["download", *names]):
        if run_quietly([*apt, *command], log, cwd=work / "debs"):
            print(tail(log), file=sys.stderr)
            raise CannotContinue(
                "Odoo 19 could not be downloaded from the Debian archive: check "
                "the network, or set ODOO_SRC to an Odoo 19 checkout."
            )


def _debian_entry():
    """The machine's own Debian source, and the suite to take the icons from.

    Keeping its address and its key means a local mirror is honoured and that
    apt checks the signatures.
    """
    folder = Path("/etc/apt")
    for file in [*sorted(folder.glob("sources.list.d/*.sources"))]:
        for stanza in re.split(r"\n\s*\n", file.read_text()):
            found = _from_stanza(stanza)
            if found:
                return found
    lists = [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))]
    for file in lists:
        for line in file.read_text().splitlines() if file.is_file() else ():
            found = _from_line(line)
            if found:
                return found
    raise CannotContinue(
        "no Debian source was found in /etc/apt to take Odoo 19 from: set ODOO_SRC "
        "to an Odoo 19 checkout (git clone --depth 1 -b 19.0 "
        "https://github.com/odoo/odoo)."
    )


def _from_stanza(stanza):
    text = "\n".join(ln for ln in stanza.splitlines() if not ln.startswith("#"))
    fields = dict(re.findall(r"^([\w-]+):[ \t]*((?:.*)(?:\n[ \t].*)*)", text, re.M))
    if fields.get("Enabled", "yes").strip() == "no":
        return None
    if "deb" not in fields.get("Types", "").split():
        return None
    suite = _stable_suite(fields.get("URIs", ""), fields.get("Suites", "").split())
    if not suite:
        return None
    kept = [f"{key}: {fields[key]}" for key in ("URIs", "Signed-By") if key in fields]
    return "\n".join(["Types: deb", *kept, "Components: main"]), suite


def _from_line(line):
    match = re.match(r"deb\s+(\[[^]]*\]\s+)?(\S+)\s+(\S+)\s", line + " ")
    if not match:
        return None
    options, uri, name = match.groups()
    suite = _stable_suite(uri, [name])
    if not suite:
        return None
    key = re.search(r"signed-by=([^\s\]]+)", options or "")
    signed = [f"Signed-By: {key[1]}"] if key else []
    kept = ["Types: deb", f"URIs: {uri}", *signed, "Components: main"]
    return "\n".join(kept), suite


def _stable_suite(uri, suites):
    """Which suite of a Debian archive entry to use, or None if it is not one."""
    if "debian" not in uri or "debian-security" in uri:
        return None
    for suite in suites:
        if not re.search(r"[-/]", suite):
            moving = suite in ("sid", "unstable", "testing", "experimental")
            return "stable" if moving else suite
    return None


def _complete(tree):
    """Add what the Debian package had to leave out, and check the result."""
    addons = tree / "usr/lib/python3/dist-packages/odoo/addons"
    script = addons / "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    if not script.exists():
        # Non-free, so not in Debian, yet named by mail's manifest: without the
        # file every page logs an error and every browser tour fails.
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text("/* blurs the background of video calls; not shipped */\n")
    wanted = [
        addons / "stock_delivery/__manifest__.py",
        addons / "web/static/lib/jquery/jquery.js",
        tree / "usr/share/fonts-font-awesome/fonts/fontawesome-webfont.woff2",
    ]
    missing = [str(path.relative_to(tree)) for path in wanted if not path.exists()]
    if missing:
        raise CannotContinue(
            f"the Debian packages of Odoo lack {', '.join(missing)}: set ODOO_SRC "
            "to an Odoo 19 checkout."
        )


def ensure_venv():
    """The virtual environment with exactly what requirements.lock says."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        _make_venv(VENV, LOCK_FILE)


def environment(name):
    """The Python of another one, with what dev/requirements-<name>.lock says."""
    folder = RUNTIME / f"venv-{name}"
    _make_venv(folder, LOCK_FILE.with_name(f"requirements-{name}.lock"))
    return folder / "bin" / "python"


def _make_venv(folder, lock_file):
    stamp, python = folder / ".ready", folder / "bin" / "python"
    # The folder counts too: an environment does not survive being moved.
    wanted = fingerprint(lock_file, str(folder), sys.version)
    if _stamped(stamp, wanted):
        return
    with lock("setup"):
        if _stamped(stamp, wanted):
            return
        step(f"Installing the Python packages of {lock_file.relative_to(ROOT)}")
        log = logs() / "pip.log"
        log.unlink(missing_ok=True)
        stamp.unlink(missing_ok=True)
        make = [sys.executable, "-m", "venv", "--clear", folder]
        pip = [python, "-m", "pip", "install", "--require-hashes", "-r", lock_file]
        for command in (make, pip):
            if run_quietly(command, log, cwd=ROOT):
                print(tail(log), file=sys.stderr)
                raise CannotContinue(
                    f"the Python packages could not be installed: see {log}, then "
                    "run the same command again."
                )
        stamp.write_text(wanted)


def _stamped(stamp, wanted):
    return stamp.is_file() and stamp.read_text() == wanted


def enter_venv(module):
    """Go on inside the virtual environment, as the same process."""
    ensure_venv()
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", module, *sys.argv[1:]])


def browser():
    """The path of a Chromium or Chrome, installing Debian's when there is none."""
    for _attempt in range(2):
        for name in BROWSERS:
            path = shutil.which(name)
            if path:
                return path
        apt_install(*BROWSER_PACKAGES, DRIVER_PACKAGE, why="a browser for the tours")
    raise CannotContinue("no browser was found: run `sudo apt-get install chromium`.")


def steerable_browser():
    """The browser's path, once the driver that steers it can start as well."""
    path = browser()
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        apt_install(DRIVER_PACKAGE, why="a library that steers the browser")
    return path
