"""The pages cannot lie: commands are run, plans are read, links lead somewhere, and nothing is left out."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import tomli
import tomli_w
from conftest import ran
from manual import PAGE as MANUAL_PAGE
from manual import help_of, manual
from outputs import DOCS, IN_VIETNAMESE, PAGES, README, ROOT, read_with_outputs
from pictures import DRAWINGS, EXAMPLES, PICTURES, drawing, picture

from plantrack.cli.registry import REGISTRY
from plantrack.plan.keys import LOG_TABLES
from plantrack.store import planfile

TEXTS = {path: path.read_text(encoding="utf-8") for path in PAGES}
COMMANDS, PLAN_FILE = TEXTS[DOCS / "commands.md"], TEXTS[DOCS / "plan-file.md"]
VIETNAMESE = {english: TEXTS[path] for english, path in IN_VIETNAMESE.items()}
SOURCE = ROOT / "src" / "plantrack"
CHANGELOG = ROOT / "CHANGELOG.md"
# A page on all commands, and its section on what they share.
ON_COMMANDS = {
    "en": (COMMANDS, "Options that mean the same everywhere"),
    "vi": (VIETNAMESE[DOCS / "commands.md"], "Tùy chọn chung"),
}
MOST_BYTES_OF_README = 12_000

each_twin = pytest.mark.parametrize(("english", "vietnamese"), IN_VIETNAMESE.items(), ids=lambda page: page.name)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def outside_of_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def blocks_of(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def headings_of(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", outside_of_blocks(text), re.MULTILINE)


def anchor_of(heading: str) -> str:
    """Return the anchor that GitHub gives a heading: "Which plan?" is #which-plan."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def section_of(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its rank."""
    found = re.search(rf"^(#+) {re.escape(heading)}$(.*?)(?=^\1 |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[2]


@each_page
def test_the_outputs_on_a_page_are_what_the_commands_print(page: Path) -> None:
    assert read_with_outputs(page) == TEXTS[page]


@each_page
def test_a_page_says_first_what_it_is_for(page: Path) -> None:
    title, first = [part for part in TEXTS[page].split("\n\n")[:3] if not part.startswith("[")][:2]
    assert re.fullmatch("# .+", title)
    opening = "Dành cho người " if page in IN_VIETNAMESE.values() else "For whoever "
    assert first.startswith("plantrack " if page.name.startswith("README") else opening)


@each_twin
def test_a_page_and_its_twin_in_the_other_language_lead_to_each_other_from_their_top(
    english: Path, vietnamese: Path
) -> None:
    for page, other, language in ((english, vietnamese, "Tiếng Việt"), (vietnamese, english, "English")):
        link = re.fullmatch(rf"\[{language}\]\((.+)\)", TEXTS[page].splitlines()[2])
        assert link is not None
        assert (page.parent / link[1]).resolve() == other


def list_first_cells(text: str) -> list[str]:
    """Return the keys and options that stand at the head of the rows of tables."""
    heads = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    return [span for head in heads for span in re.findall(r"`((?:--)?[a-z][a-z_-]*)", head)]


def test_the_vietnamese_page_on_the_plan_file_leaves_nothing_out() -> None:
    twin = VIETNAMESE[DOCS / "plan-file.md"]
    assert list_first_cells(twin) == list_first_cells(PLAN_FILE)
    assert len(blocks_of(twin, "toml part")) == len(blocks_of(PLAN_FILE, "toml part"))
    for own, english in (("Lỗi", "Errors"), ("Cảnh báo", "Warnings")):
        told = [
            re.findall(r"^- ", section_of(text, name), re.MULTILINE)
            for text, name in ((twin, own), (PLAN_FILE, english))
        ]
        assert len(told[0]) == len(told[1]) > 4


def test_the_vietnamese_page_on_commands_has_all_of_them_and_the_options_that_they_share() -> None:
    twin, shared = ON_COMMANDS["vi"]
    assert [heading for heading in headings_of(twin) if heading in REGISTRY] == [
        heading for heading in headings_of(COMMANDS) if heading in REGISTRY
    ]
    assert {*list_first_cells(section_of(twin, shared))} == {
        *list_first_cells(section_of(COMMANDS, ON_COMMANDS["en"][1]))
    }


@each_twin
def test_a_page_in_vietnamese_is_written_in_one_way(english: Path, vietnamese: Path) -> None:
    text = TEXTS[vietnamese]
    assert text == normalize("NFC", text)
    prose = re.sub(r"`[^`]*`", "", outside_of_blocks(text))
    assert re.findall(r"\b(?:bạn|chúng ta|rủi ro)\b|!(?!\[)|Ð|\btỉ lệ", prose, re.IGNORECASE) == []


@each_page
def test_links_lead_to_files_and_to_headings(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", outside_of_blocks(TEXTS[page])):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        there = (page.parent / name).resolve() if name else page
        assert there.exists(), link
        if anchor:
            assert anchor in map(anchor_of, headings_of(TEXTS[there])), link


@each_page
def test_no_two_headings_of_a_page_have_one_anchor(page: Path) -> None:
    anchors = [anchor_of(heading) for heading in headings_of(TEXTS[page])]
    assert len(anchors) == len(set(anchors))


@each_page
def test_all_blocks_are_of_a_known_language(page: Path) -> None:
    fences = re.findall(r"^```(.*)$", TEXTS[page], re.MULTILINE)
    assert fences[1::2] == [""] * (len(fences) // 2)
    assert set(fences[::2]) <= {"console", "sh", "toml", "sql", "toml part", "text"}


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_the_readme_leads_to_each_page(page: Path) -> None:
    assert f"](docs/{page.name})" in TEXTS[README]


@pytest.mark.parametrize("page", sorted((DOCS / "vi").glob("*.md")), ids=lambda page: page.name)
def test_the_vietnamese_readme_leads_to_each_page_in_vietnamese(page: Path) -> None:
    assert page in IN_VIETNAMESE.values()
    assert f"](docs/vi/{page.name})" in VIETNAMESE[README]


@pytest.mark.parametrize("readme", [README, IN_VIETNAMESE[README]], ids=lambda page: page.name)
def test_the_readme_is_short(readme: Path) -> None:
    assert len(TEXTS[readme].encode()) <= MOST_BYTES_OF_README


@pytest.mark.parametrize("said", ["plantrack status --plan examples/plan.toml", ".venv/bin/python -m pytest"])
def test_the_first_line_of_the_readme_that_says_it_can_be_typed_on_a_fresh_machine(said: str) -> None:
    first = next(line for line in TEXTS[README].splitlines() if said in line)
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def sound_plan(text: str) -> Any:
    return planfile.parse("plan.toml", text.encode()).plan


@each_page
def test_the_plans_on_a_page_are_sound(page: Path) -> None:
    for block in blocks_of(TEXTS[page], "toml"):
        assert sound_plan(block).targets


@each_page
def test_the_parts_of_a_plan_on_a_page_are_sound_in_its_plan(page: Path) -> None:
    parts = blocks_of(TEXTS[page], "toml part")
    whole = blocks_of(TEXTS[page], "toml")
    assert len(whole) == 1 or not parts
    for part in parts:
        assert sound_plan(together(tomli.loads(whole[0]), tomli.loads(part))), part


def together(plan: dict[str, Any], part: dict[str, Any]) -> str:
    """Return the text of a plan in which a part says what it says, and its records stand after the others."""
    records = {*LOG_TABLES}
    blocks = [
        f"[[{name}]]\n{tomli_w.dumps(record)}"
        for name in records
        for data in (plan, part)
        for record in data.get(name, [])
    ]
    tables = {name: table for name, table in merged(plan, part).items() if name not in records}
    return "\n".join([tomli_w.dumps(tables), *blocks])


def merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return one | {key: merged(one.get(key), value) for key, value in other.items()}
    return other


@pytest.mark.parametrize("language", ON_COMMANDS)
@pytest.mark.parametrize("name", REGISTRY)
def test_each_command_and_each_of_its_options_is_explained(name: str, language: str) -> None:
    commands, shared = ON_COMMANDS[language]
    section = section_of(commands, name)
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", help_of(name), re.MULTILINE)
    explained = section + section_of(commands, shared)
    assert "--help" in options
    assert f"plantrack {name}" in section
    assert [option for option in options if not re.search(rf"`{option}\b(?!-)", explained)] == []


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_current_and_on_a_page(name: str) -> None:
    assert (EXAMPLES / f"{name}.svg").read_text(encoding="utf-8") == picture(name)
    assert f"](../examples/{name}.svg)" in COMMANDS


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_drawing_is_current_and_on_a_page(name: str) -> None:
    assert (EXAMPLES / f"{name}.svg").read_text(encoding="utf-8") == drawing(name)
    assert f"](../examples/{name}.svg)" in COMMANDS


@pytest.mark.parametrize(("readme", "name"), [(README, "status"), (IN_VIETNAMESE[README], "status-vi")])
def test_the_readme_has_its_picture(readme: Path, name: str) -> None:
    assert f"](examples/{name}.svg)" in TEXTS[readme]


def test_each_status_is_explained() -> None:
    schema = json.loads(ran("schema", "--of", "status").stdout)
    statuses = schema["definitions"]["TargetStatus"]["properties"]["status"]["enum"]
    assert {status for status in statuses if f"\n| `{status}` | " not in TEXTS[DOCS / "arithmetic.md"]} == set()


def test_the_exit_codes_are_those_of_the_help() -> None:
    of_the_help = re.findall(r"^    (\d+)  ", help_of(), re.MULTILINE)
    assert len(of_the_help) == 7
    assert re.findall(r"^\| (\d+) \| ", TEXTS[DOCS / "shell.md"], re.MULTILINE) == of_the_help


def keys_of(schema: Any) -> set[str]:
    """Return all keys that a plan file may have."""
    if isinstance(schema, list):
        return set().union(*map(keys_of, schema))
    if not isinstance(schema, dict):
        return set()
    own = {key for key, value in schema.get("properties", {}).items() if isinstance(value, dict)}
    return own.union(*map(keys_of, schema.values()))


@pytest.mark.parametrize("page", [PLAN_FILE, VIETNAMESE[DOCS / "plan-file.md"]], ids=["en", "vi"])
def test_each_key_of_a_plan_file_is_explained(page: str) -> None:
    schema = json.loads(files("plantrack.store").joinpath("schemas/plan.json").read_text(encoding="utf-8"))
    tables = {"plan", "kinds", "targets", *LOG_TABLES}
    missing = {key for key in keys_of(schema) - tables if not re.search(rf"`{key}`|\b{key} =", page)}
    assert missing == set()


def test_news_opens_with_the_command_that_it_is_about() -> None:
    news = TEXTS[CHANGELOG].split("### JSON")[0]
    entries = re.findall(r"^- (`\w+|[\w ]+?)\b", news, re.MULTILINE)
    assert len(entries) > 20
    commands = {f"`{name}" for name in REGISTRY}
    assert [entry for entry in entries if entry not in commands and not entry.startswith(("All", "The"))] == []


def test_contributing_names_files_that_are_there() -> None:
    named = re.findall(r"`([\w.]+(?:/[\w.]+)+|\w+\.(?:py|md))`", TEXTS[ROOT / "CONTRIBUTING.md"])
    assert len(named) > 40
    assert [name for name in named if not (ROOT / name).exists() and not (SOURCE / name).exists()] == []


def test_contributing_names_each_room() -> None:
    rooms = {str(card.parent.relative_to(SOURCE)) for card in SOURCE.glob("*/**/__init__.py")}
    assert {room for room in rooms if f"\n| `{room}` | " not in TEXTS[ROOT / "CONTRIBUTING.md"]} == {"cli/commands"}


def test_the_manual_is_current() -> None:
    assert MANUAL_PAGE.read_text(encoding="utf-8") == manual()
