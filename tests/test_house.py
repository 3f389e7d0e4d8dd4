"""The house: what a file may import, how full a room may be, and how names and texts are made.

A room is a folder; `plan/` without its rooms is one too. Each room has a card, the docstring of its `__init__.py`.
"""

import ast
import doctest
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "plantrack"
FILES = sorted(path for path in SOURCE.glob("*/**/*.py"))
ROOMS = sorted({path.parent for path in FILES})
BELOW = {
    "cli": {"cli", "render", "store", "plan"},
    "render": {"render", "plan"},
    "store": {"store", "plan"},
    "plan": {"plan"},
}
# What stands below all layers: what the package says of itself, and the tuples of which all of them make their data.
BELOW_ALL = ("plantrack.__version__", "plantrack.tuples")
# For each room the rooms of its layer that it imports from, beside itself, and where that is not all of a room, the
# modules. What stands in the folder of a layer itself is named by the layer.
WITHIN = {
    "plan": set(),
    "plan/arithmetic": {"plan"},
    "plan/naming": {"plan"},
    "plan/typed": {"plan", "plan/naming"},
    "plan/rules": {"plan", "plan/arithmetic", "plan/naming"},
    "plan/merging": {"plan", "plan/naming", "plan/rules"},
    "plan/due": {"plan", "plan/arithmetic"},
    "plan/reports": {"plan", "plan/arithmetic", "plan/naming", "plan/rules"},
    "plan/show": {"plan", "plan/arithmetic", "plan/due", "plan/reports", "plan/rules"},
    "plan/forms": {"plan", "plan/arithmetic", "plan/naming", "plan/reports"},
    "plan/dossier": {"plan", "plan/arithmetic", "plan/due", "plan/naming", "plan/reports"},
    "store": {"store/read"},
    "store/read": {"store/places"},
    "store/csv": {"store/read"},
    "render": {"render/text", "render/formats/json"},
    "render/text": {"render/page"},
    "render/pages": {"render/page", "render/text"},
    "render/chart": {
        *("render/markup", "render/page", "render/pages", "render/palette", "render/pieces", "render/text"),
    },
    "render/forms": {"render/addresses", "render/page", "render/pages", "render/text"},
    "render/formats": {
        *("render/addresses", "render/markup", "render/page", "render/palette", "render/pieces", "render/text"),
    },
    "render/dossier": {
        *("render/addresses", "render/chart", "render/markup", "render/page", "render/pages"),
        *("render/palette", "render/text"),
    },
    "cli": {"cli/explaining"},
    "cli/explaining": {"cli"},
    "cli/complete": {"cli/registry", "cli/commands/schema"},
    "cli/commands": {"cli", "cli/complete", "cli/explaining"},
    "cli/commands/read": {"cli"},
    "cli/commands/write": {"cli"},
}
ONLY_IN = {
    "rich": {"render/formats/screen.py"},
    "jinja2": {"render/dossier/draw.py"},
    "markupsafe": {"render/dossier/draw.py"},
    "plotille": {"render/chart/chart.py"},
    "python_calamine": {"store/csv/workbook.py"},
    "tomli_w": {"store/appending.py"},
    "tomli": {"store/planfile.py", "store/read/doubts.py", "store/read/slips.py", "store/read/syntax.py"},
}

MOST_FILES = 12
LONGEST = 300
SHORTEST = 20
# Modules that are a thing of their own though they are short, each with the reason.
SHORT: dict[str, str] = {}
# Rooms that have no card yet. It only gets shorter.
WITHOUT_CARD: set[str] = set()
MOST_PARAMETERS = 4

# Names that stand at the top of several modules. It only gets shorter: ten are the goal.
SEVERAL_TIMES = {
    *(
        "AsOfOption",
        "ByOption",
        "COMMAND",
        "Column",
        "EXAMPLES",
        "KindOption",
        "SinceOption",
        "Table",
        "TargetsArgument",
    ),
}

# Where texts that people see are sentences with named values.
IN_SENTENCES = {"plan", "store", "render", "cli"}
# Modules of these layers in which there still are others. It only gets shorter.
NOT_YET_IN_SENTENCES: set[str] = set()
SAY = {"say", "say_counted", "say_meaning"}
# What looks like a text and is none: patterns, what nobody is to see, and what a machine reads.
NO_TEXTS = {"compile", "match", "fullmatch", "AssertionError", "Option", "Argument", "Typer", "Registered", "examples"}
# What people type is data, too.
NO_TEXTS |= {"typed_words"}
WORDS = {
    # The headings of the groups of commands are told apart by their types.
    *("The plan file", "The shell"),
    # A unit, as plans have it.
    "phần trăm",
    # It stands where the path of a file does.
    "standard input",
    # By these words alone the parser of TOML tells its errors apart.
    *("Cannot overwrite a value", "Unterminated string", "Invalid value", "Invalid statement", "Invalid initial"),
    *("Expected newline", "Invalid date", "Invalid hex", "Escaped character"),
    # Fonts, and when a style sheet holds.
    *(
        "'Segoe UI'",
        "'Noto Sans'",
        "'Liberation Sans'",
        "'Times New Roman'",
        "@media screen and (prefers-color-scheme:dark)",
    ),
    # What a document of HTML says of itself.
    *("<!DOCTYPE html>", '<meta name="generator" content="plantrack">'),
    # Words of names, which are looked for and never shown.
    *("giai đoạn", "thị xã", "thị trấn", "cụm công nghiệp", "cụm CN", "khu công nghiệp", "khu CN", "chợ đầu mối"),
    *("chợ ĐM", "chợ nông thôn", "chợ dân sinh", "làng nghề truyền thống", "làng nghề"),
}
PROSE = re.compile(r"[^\W\d_]\w* [^\W\d_]|[^\W\d_]{3,}[,.:;!?] ")


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def module_of(path: Path) -> str:
    return f"plantrack.{name_of(path).removesuffix('.py').replace('/', '.')}"


def room_of(path: Path) -> str:
    return name_of(path.parent)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found += [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


MODULES = {module_of(path): path for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_arrows_point_down(path: Path) -> None:
    layer = path.relative_to(SOURCE).parts[0]
    for module in imported(path):
        parts = module.split(".")
        if (
            parts[0] == "plantrack"
            and len(parts) > 1
            and not any(f"{module}.".startswith(f"{one}.") for one in BELOW_ALL)
        ):
            assert parts[1] in BELOW[layer], f"{layer} imports {module}"
        assert module != "typing.NamedTuple", "that of plantrack.tuples is made in a fifth of the time"
        if layer == "plan" and parts[0] not in ("plantrack",):
            assert parts[0] not in ("typer", "rich", "tomli", "tomli_w", "os", "pathlib", "time"), module
        if parts[0] in ONLY_IN:
            assert name_of(path) in ONLY_IN[parts[0]], f"{path.name} imports {module}"


def test_rooms_import_only_from_rooms_below_them() -> None:
    used: dict[str, set[str]] = {room: set() for room in WITHIN}
    for path in FILES:
        room, layer = room_of(path), path.relative_to(SOURCE).parts[0]
        for module in set(imported(path)) & MODULES.keys():
            to = MODULES[module]
            if name_of(to).startswith(f"{layer}/") and room_of(to) != room:
                reached = {room_of(to), name_of(to).removesuffix(".py")} & WITHIN[room]
                assert reached, f"{name_of(path)} imports {module}"
                used[room] |= reached
    assert used == WITHIN, "an arrow that nobody needs"


def test_there_is_no_circle() -> None:
    arrows = {module: set(imported(path)) & MODULES.keys() for module, path in MODULES.items()}
    while arrows:
        ground = {name for name, targets in arrows.items() if not targets & arrows.keys()}
        assert ground, f"a circle among {sorted(arrows)}"
        arrows = {name: targets for name, targets in arrows.items() if name not in ground}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_module_is_too_short_to_be_one() -> None:
    modules = [path for path in FILES if path.name != "__init__.py"]
    short = {name_of(path) for path in modules if len(path.read_text(encoding="utf-8").splitlines()) < SHORTEST}
    assert short == set(SHORT)


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_the_things_of_a_room_can_be_counted(room: Path) -> None:
    assert len([path for path in room.glob("*.py") if path.name != "__init__.py"]) <= MOST_FILES


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_each_room_has_a_card_with_its_files(room: Path) -> None:
    card = ast.get_docstring(tree_of(room / "__init__.py"))
    assert (card is None) == (name_of(room) in WITHOUT_CARD)
    if card is not None:
        # One line each: the name, two spaces or more, what it is. A room inside ends with a slash.
        listed = re.findall(r"^(\w+/?)  +\S", card, re.MULTILINE)
        files = [path.stem for path in room.glob("*.py") if path.name != "__init__.py"]
        inside = [f"{path.name}/" for path in room.iterdir() if path in ROOMS]
        assert sorted(listed) == sorted([*files, *inside])
        assert re.search(r"^In: .+\bOut: ", card, re.MULTILINE | re.DOTALL)


def top_names(path: Path) -> set[str]:
    """Return what stands at the top of a module, without the underscore that keeps it there."""
    names = set()
    for node in tree_of(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name.lstrip("_") for name in names}


def test_a_name_stands_at_the_top_of_one_module() -> None:
    found: dict[str, list[str]] = {}
    for path in FILES:
        for name in top_names(path):
            found.setdefault(name, []).append(name_of(path))
    several = {name: paths for name, paths in found.items() if len(paths) > 1}
    assert several.keys() == SEVERAL_TIMES, several


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name in ("reports", "pages")], ids=name_of)
def test_functions_of_reports_and_pages_have_few_parameters(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            parameters = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            beside = [name for name in parameters if name not in ("self", "view", "report")]
            assert len(beside) <= MOST_PARAMETERS, f"{node.name}({', '.join(parameters)})"


def called_in(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def texts(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Give each text in a piece of code that is no docstring, is not said, and that people may see."""
    if isinstance(node, ast.Call) and called_in(node) in NO_TEXTS:
        return
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call) and called_in(node) in SAY:
        children = [child for child in children if not isinstance(child, ast.Constant)]
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
        children.remove(node.body[0])
    for child in children:
        if isinstance(child, ast.JoinedStr):
            yield child
            for part in child.values:
                if isinstance(part, ast.FormattedValue):
                    yield from texts(part)
        elif isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
        else:
            yield from texts(child)


def said(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and called_in(node) in SAY:
            yield node


def fixed_text(node: ast.Constant | ast.JoinedStr) -> str:
    """Return what is fixed of a text, with a sign where a value stands."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)


TALKING = [path for path in FILES if path.relative_to(SOURCE).parts[0] in IN_SENTENCES]


@pytest.mark.parametrize("path", TALKING, ids=name_of)
def test_what_people_see_is_a_sentence(path: Path) -> None:
    others = [node for node in texts(tree_of(path)) if fixed_text(node) not in WORDS]
    prose = [f"{node.lineno}: {ast.unparse(node)}" for node in others if PROSE.search(fixed_text(node))]
    assert bool(prose) == (name_of(path) in NOT_YET_IN_SENTENCES), "\n".join(prose)


def test_each_sentence_stands_in_one_place_with_all_of_its_values() -> None:
    places: dict[str, str] = {}
    for path in FILES:
        for call in said(path):
            here = f"{name_of(path)}:{call.lineno}"
            forms = call.args[: 1 if called_in(call) == "say" else 2]
            assert all(isinstance(form, ast.Constant) for form in forms), f"{here} says {ast.unparse(call)}"
            texts = [str(form.value) for form in forms if isinstance(form, ast.Constant)]
            # A text of several meanings is one for each.
            for text in [" means ".join(texts)] if called_in(call) == "say_meaning" else texts:
                assert text not in places, f"{here} says what {places[text]} says"
                places[text] = here
                named = set(re.findall(r"\{(\w*)\}", text))
                given = {keyword.arg for keyword in call.keywords}
                if None not in given:
                    assert named - {"count"} == given - {"count"}, f"{here} names {named} and is given {given}"


@pytest.mark.parametrize("module", [name for name, path in MODULES.items() if ">>> " in path.read_text("utf-8")])
def test_examples_in_docstrings_are_true(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert (result.failed, result.attempted > 0) == (0, True)


ATTACKS = sorted(Path(__file__).with_name("attacks").glob("test_*.py"))


@pytest.mark.parametrize("path", ATTACKS, ids=lambda path: path.name)
def test_all_attacks_are_slow(path: Path) -> None:
    """The quick tests do not look for tests among them."""
    marks = [ast.unparse(node.value) for node in tree_of(path).body if isinstance(node, ast.Assign)]
    assert any("pytest.mark.slow" in mark for mark in marks)
