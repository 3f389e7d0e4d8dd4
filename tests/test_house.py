"""The house: a file imports only what stands in its own folder or below, and no file is too long to be read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "plantrack"
BELOW = {
    "cli": {"cli", "render", "store", "plan"},
    "render": {"render", "plan"},
    "store": {"store", "plan"},
    "plan": {"plan"},
}
ONLY_IN = {
    "rich": {"render/formats/screen.py"},
    "plotille": {"render/chart/chart.py"},
    "tomli_w": {"store/blocks.py"},
    "tomli": {"store/planfile.py", "store/syntax.py"},
}
FILES = sorted(path for path in SOURCE.glob("*/**/*.py"))
LONGEST = 300


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def module_of(path: Path) -> str:
    return f"plantrack.{name_of(path).removesuffix('.py').replace('/', '.')}"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_arrows_point_down(path: Path) -> None:
    layer = path.relative_to(SOURCE).parts[0]
    for module in imported(path):
        parts = module.split(".")
        if parts[0] == "plantrack" and len(parts) > 1:
            assert parts[1] in BELOW[layer], f"{layer} imports {module}"
        if layer == "plan" and parts[0] not in ("plantrack",):
            assert parts[0] not in ("typer", "rich", "tomli", "tomli_w", "os", "pathlib", "time"), module
        if parts[0] in ONLY_IN:
            assert name_of(path) in ONLY_IN[parts[0]], f"{path.name} imports {module}"


def test_there_is_no_circle() -> None:
    names = {module_of(path) for path in FILES}
    arrows = {module_of(path): set(imported(path)) & names for path in FILES}
    while arrows:
        ground = {name for name, targets in arrows.items() if not targets & arrows.keys()}
        assert ground, f"a circle among {sorted(arrows)}"
        arrows = {name: targets for name, targets in arrows.items() if name not in ground}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
