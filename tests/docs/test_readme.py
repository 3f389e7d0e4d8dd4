"""The README cannot lie: its commands are run, its plan is read, and it leaves nothing out."""

import re
from pathlib import Path

import pytest
from manual import PAGE as MANUAL_PAGE
from manual import manual
from pictures import EXAMPLES, PICTURES, picture
from readme import README, with_outputs

from plantrack.cli.app import application
from plantrack.cli.registry import REGISTRY
from plantrack.render.text.statuses import WORDS
from plantrack.store import planfile

PAGE = README.read_text(encoding="utf-8")


def test_the_outputs_on_the_page_are_what_the_commands_print() -> None:
    assert with_outputs(PAGE) == PAGE


def test_the_plan_on_the_page_is_sound() -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    assert planfile.parse("README.md", blocks[0].encode()).plan.title.en == "Schools and water, 2025-2029"


@pytest.mark.parametrize("name", REGISTRY)
def test_each_command_and_each_of_its_options_is_on_the_page(name: str) -> None:
    command = application().get_command(None, name)
    words = {
        "plantrack " + name,
        *(option for parameter in command.params for option in parameter.opts if "--" in option),
    }
    assert {word for word in words if word not in PAGE} == set()


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_current_and_on_the_page(name: str) -> None:
    assert (EXAMPLES / f"{name}.svg").read_text(encoding="utf-8") == picture(name)
    assert f"](examples/{name}.svg)" in PAGE


@pytest.mark.parametrize("status", WORDS)
def test_each_status_is_explained(status: str) -> None:
    assert f"`{status}`" in PAGE


def test_links_lead_to_files() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert link.startswith("https://") or (Path(README).parent / link).is_file()


def test_the_manual_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert MANUAL_PAGE.read_text(encoding="utf-8") == manual()
