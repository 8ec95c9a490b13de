# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the documentation refers to is there, and what is there is documented.

The examples of code are run by tests/live/test_documented_*.py.
"""

import ast
import re
import runpy
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import pytest
from connectors import CONNECTORS, base
from PIL import Image

from dev import icon

ROOT = Path(__file__).resolve().parent.parent
ADDON = ROOT / "shipgear_ecommerce_status"
DESCRIPTION = ADDON / "static/description"
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
)
OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:")
STATES_PAGE = (ROOT / "docs/STATES_AND_ERRORS.md").read_text(encoding="utf-8")
SECTIONS = (
    "Connecting",
    "Carriers",
    "What {label} says",
    "Limits and what a person does by hand",
)
#: What the code of an error is given to, wherever it is written.
CODES = re.compile(
    r"""\bcode=\s*"(\w+)"|(?:refuse|not_usable|Explanation)\(\s*"(\w+)\""""
)


def _without_code(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _anchors(page):
    """The anchors that GitHub gives to the headings of a page."""
    text = _without_code(page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_are_there(page):
    text = _without_code(page.read_text(encoding="utf-8"))
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if OUTSIDE.match(target):
            continue
        name, _hash, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in _anchors(path)):
            missing.append(target)
    assert not missing


def test_all_pages_of_the_docs_are_in_their_index():
    docs = ROOT / "docs"
    index = (docs / "README.md").read_text(encoding="utf-8")
    # The decisions have an index of their own.
    pages = {page for page in docs.rglob("*.md") if page.parent.name != "decisions"}
    names = {str(path.relative_to(docs)) for path in pages} | {"decisions/README.md"}
    assert {"CARRIERS.md", "platforms/AMAZON.md"} <= names
    assert not {name for name in names - {"README.md"} if f"]({name})" not in index}


@pytest.mark.parametrize("end, column", [("oldest", 1), ("newest", 2)])
def test_the_versions_it_runs_on_are_those_it_is_tested_with(end, column):
    page = (ROOT / "docs/INSTALLING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \|$", page, re.MULTILINE)
    assert len(rows) == 5
    tested = (ROOT / f"dev/requirements-{end}.lock").read_text(encoding="utf-8")
    named = {f"{row[0].lower()}=={row[column]}" for row in rows}
    assert not {name for name in named if f"\n{name} " not in tested}


class _Description(HTMLParser):
    """The pictures of the page that the Apps list shows, and what is still open."""

    def __init__(self):
        super().__init__()
        self.pictures, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "img":
            self.handle_startendtag(tag, attrs)
            self.open.pop()

    def handle_startendtag(self, tag, attrs):
        if tag == "img":
            self.pictures.append(dict(attrs))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_of_the_apps_list():
    page = _Description()
    page.feed((DESCRIPTION / "index.html").read_text(encoding="utf-8"))
    assert page.pictures and not page.open
    for picture in page.pictures:
        assert (DESCRIPTION / picture["src"]).is_file()
        assert picture["alt"]


def test_the_page_of_the_apps_list_leads_nowhere_odoo_cannot_follow():
    text = (DESCRIPTION / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]*)"', text)
    assert not [link for link in links if not OUTSIDE.match(link)]


def test_what_the_readme_of_the_addon_refers_to_is_there():
    text = (ADDON / "README.rst").read_text(encoding="utf-8")
    links = re.findall(r"<([^<>\s]+)>`__", text)
    pictures = re.findall(r"^\.\. figure:: (\S+)", text, re.MULTILINE)
    assert len(links) > 5 and len(pictures) > 3
    missing = []
    for target in links + pictures:
        name, _hash, anchor = target.partition("#")
        path = ADDON / name
        if not OUTSIDE.match(target) and (
            not path.exists() or (anchor and anchor not in _anchors(path))
        ):
            missing.append(target)
    assert not missing


def test_the_icon_is_drawn_from_its_drawing():
    with Image.open(icon.PICTURE) as picture:
        assert picture.size == (icon.SIZE, icon.SIZE)
        assert picture.text[icon.SOURCE] == icon.digest(), "run `make icon`"
        # It stands on any background: its corners are empty.
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0


def _errors(kind=base.ConnectorError):
    yield kind.__name__
    for narrower in kind.__subclasses__():
        yield from _errors(narrower)


def _selection(model, field):
    """The (value, label) pairs of a selection, from the source of a model."""
    source = (ADDON / "models" / model).read_text(encoding="utf-8")
    [body] = re.findall(rf"{field} = fields\.Selection\(\s*\[(.*?)\]", source, re.S)
    pairs = re.findall(r'\(\s*"(\w+)",\s*"([^"]+)",?\s*\)', body)
    assert pairs
    return pairs


def test_all_kinds_of_errors_are_explained():
    names = set(_errors())
    assert len(names) > 8
    assert not {name for name in names if f"`{name}`" not in STATES_PAGE}


@pytest.mark.parametrize(
    "model, field, row",
    [
        ("writeback_outbox.py", "state", "| {label} | `{value}` | "),
        ("ecommerce_shipment.py", "waiting_reason", "| {label} | `{value}` | "),
        ("api_status.py", "color", "| {label} | "),
    ],
)
def test_all_states_are_explained(model, field, row):
    rows = [row.format(value=v, label=label) for v, label in _selection(model, field)]
    assert not [row for row in rows if row not in STATES_PAGE]


def test_what_attempts_are_called():
    pairs = _selection("writeback_attempt.py", "outcome")
    errors = [(value, label) for value, label in pairs if value in set(_errors())]
    assert errors
    missing = [p for p in errors if "| `{}` | {} | ".format(*p) not in STATES_PAGE]
    assert not missing


def _codes(folder, apart=()):
    """Return the codes of errors in the modules of a folder."""
    sources = [
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*.py")
        if path.relative_to(folder).parts[0] not in apart
    ]
    found = CODES.findall("\n".join(sources))
    return {code for groups in found for code in groups if code}


def test_all_codes_of_ours_are_explained():
    codes = _codes(ADDON / "connectors", apart=CONNECTORS) | _codes(ADDON / "models")
    failures = (ADDON / "connectors/failures.py").read_text(encoding="utf-8")
    # (kinds, code, message, …) of a table, and `return code, message`
    codes |= set(re.findall(r'\),\s*"(\w+)",\s*_lt', failures))
    codes |= set(re.findall(r'return "(\w+)", ', failures))
    assert {"dns", "read_timeout", "line_not_found", "missing_carrier"} <= codes
    assert {"moved", "invalid_address", "items_unknown"} <= codes
    explained = _section(STATES_PAGE, "Codes of the add-on itself")
    assert not {code for code in codes if f"`{code}`" not in explained}


@pytest.fixture(params=CONNECTORS.values(), ids=CONNECTORS)
def connector(request):
    return request.param


def _page_of(connector):
    name = f"docs/platforms/{connector.platform.upper()}.md"
    return (ROOT / name).read_text(encoding="utf-8")


def _section(page, title):
    """Return what stands under a heading, up to the next one of its level."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    assert found, title
    return found[1]


def test_all_codes_of_a_platform_are_explained(connector):
    codes = _codes(ADDON / "connectors" / connector.platform)
    assert "unknown_api" in codes
    explained = _section(STATES_PAGE, "Codes of the add-on itself")
    explained += _section(_page_of(connector), f"What {connector.label} says")
    assert not {code for code in codes if f"`{code}`" not in explained}


def test_the_pages_of_the_platforms_are_alike(connector):
    page = _page_of(connector)
    title, *headings = re.findall(r"^##? (.+)$", _without_code(page), re.M)
    assert title == connector.label
    renewing = [h for h in headings if h.startswith("Renewing ")]
    wanted = [section.format(label=connector.label) for section in SECTIONS]
    assert headings == wanted + renewing
    expires = any(credential.lifetime_days for credential in connector.credentials)
    assert len(renewing) == expires


def test_all_credentials_are_explained(connector):
    connecting = _section(_page_of(connector), "Connecting")
    for credential in connector.credentials:
        rows = re.findall(
            rf"^\| {re.escape(credential.label)} \| (.+) \| (yes|no) \| (.+) \|$",
            connecting,
            re.M,
        )
        assert len(rows) == 1, credential.label
        [(_looks, secret, expires)] = rows
        assert (secret == "yes") == credential.secret, credential.label
        if credential.lifetime_days:
            assert f"{credential.lifetime_days} days" in expires


def test_the_code_for_any_other_carrier_is_explained(connector):
    if connector.other_carrier:
        row = f"| `{connector.other_carrier}` | "
        assert row in _section(_page_of(connector), "Carriers")


def test_all_settings_are_explained():
    source = (ADDON / "models/parameters.py").read_text(encoding="utf-8")
    names = set(re.findall(r'(?:_positive_int|_get)\(env, "(\w+)"', source))
    assert {"max_attempts", "retry_delays", "allow_private_hosts"} <= names
    connecting = (ROOT / "docs/CONNECTING.md").read_text(encoding="utf-8")
    known = STATES_PAGE + connecting.replace("shipgear_ecommerce_status.", "")
    assert not {name for name in names if f"`{name}`" not in known}


def test_all_scheduled_actions_are_explained():
    page = (ROOT / "docs/ACTIONS.md").read_text(encoding="utf-8")
    names = [
        record.find("field[@name='name']").text
        for path in (ADDON / "data").glob("*.xml")
        for record in ElementTree.parse(path).iter("record")
        if record.get("model") == "ir.cron"
    ]
    assert names
    assert not [name for name in names if f"| {name} | " not in page]


def test_all_other_connectors_are_listed_with_their_fields():
    page = (ROOT / "docs/NEIGHBOURS.md").read_text(encoding="utf-8")
    source = (ADDON / "models/other_connectors.py").read_text(encoding="utf-8")
    entries = re.findall(r"^    OtherConnector\(\n(.*?)^    \),", source, re.M | re.S)
    assert len(entries) > 5
    for entry in entries:
        given = dict(re.findall(r'(\w+)="(\w[\w ]*)"', entry))
        rows = [line for line in page.splitlines() if f"`{given['module']}`" in line]
        [row] = [line for line in rows if line.startswith(f"| {given['name']} ")]
        assert f"`{given['mark']}`" in row
        assert "told" not in given or f"`{given['told']}`" in row


def test_all_models_that_a_program_may_read_are_listed():
    page = (ROOT / "docs/API.md").read_text(encoding="utf-8")
    rights = (ADDON / "tests/security_common.py").read_text(encoding="utf-8")
    readable = re.findall(r'^ {4}"([\w.]+)": \("r", ', rights, re.MULTILINE)
    assert "ecommerce.shipment" in readable
    assert not [name for name in readable if f"`{name}`" not in page]


API_PAGE = (ROOT / "docs/API.md").read_text(encoding="utf-8")
KINDS_OF_CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
METHODS = runpy.run_path(str(ADDON / "tests/public_methods.py"))


def test_the_stable_methods_are_those_that_are_documented():
    section = _section(API_PAGE, "What may be called")
    rows = re.findall(r"^\| `([\w.]+)` \| `(\w+)\(.*?\)` \| ", section, re.M)
    stable = METHODS["STABLE"].items()
    assert set(rows) == {(model, name) for model, names in stable for name in names}
    assert len(rows) == len(set(rows))
    actions = (ROOT / "docs/ACTIONS.md").read_text(encoding="utf-8")
    examples = "".join(re.findall(r"^```.*?^```$", API_PAGE, re.M | re.S))
    for _model, name in rows:
        assert f".{name}(" in actions
        assert name in examples


def test_methods_for_the_screen_alone_are_said_to_be_so():
    section = _section(API_PAGE, "For the screen alone")
    documented = {}
    for models, names in re.findall(r"^\| (`.+`) \| (`.+`) \|$", section, re.M):
        for model in re.findall(r"`([\w.]+)`", models):
            documented[model] = set(re.findall(r"`(\w+)`", names))
    assert documented == METHODS["SCREEN"]


def test_the_fields_that_are_stable_are_there():
    """Those that docs/API.md names in a table, or asks for in an example."""
    sources = [
        path.read_text(encoding="utf-8") for path in (ADDON / "models").glob("*")
    ]
    defined = set(re.findall(r"^    (\w+) = fields\.", "\n".join(sources), re.M))
    table = _section(API_PAGE, "List failed shipments")
    cells = re.findall(r"^\| (`.+?) \| ", table, re.M)
    named = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    for asked in re.findall(r'fields\\?"?[:=] ?(\[.*?\])', API_PAGE):
        named |= set(ast.literal_eval(asked.replace("\\", "")))
    assert {"state", "told_at", "test_result", "since"} <= named
    assert not named - defined


def test_the_module_that_is_explained_is_the_one_that_is_tested():
    [code] = re.findall(r"^```python module\n(.*?)^```$", API_PAGE, re.M | re.S)
    module = ROOT / "tests/example/shipgear_example_hook/models/ecommerce_shipment.py"
    _license, _url, *lines = module.read_text(encoding="utf-8").splitlines(True)
    assert "".join(lines) == code


def test_the_states_of_the_hook_are_explained():
    source = (ADDON / "models/writeback_hook.py").read_text(encoding="utf-8")
    [states] = re.findall(r"^SETTLED = (\(.*\))$", source, re.M)
    rows = re.findall(r"^\| (`.+`) \| ", _section(API_PAGE, "Extending"), re.M)
    assert set(ast.literal_eval(states)) == set(re.findall(r"`(\w+)`", "".join(rows)))


def test_the_change_log_tells_of_this_version():
    manifest = ast.literal_eval((ADDON / "__manifest__.py").read_text(encoding="utf-8"))
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.findall(r"^## (19\.0\.\d+\.\d+\.\d+)\b", log, re.M)
    assert manifest["version"] in told
    numbers = [tuple(map(int, version.split("."))) for version in told]
    assert numbers == sorted(set(numbers), reverse=True)
    for version in told:
        section = _section(log, re.escape(version) + r"\b[^\n]*")
        kinds = re.findall(r"^### (\w+)$", section, re.M)
        assert kinds and set(kinds) <= KINDS_OF_CHANGES
        assert len(re.findall(r"^- ", section, re.M)) >= len(kinds)
