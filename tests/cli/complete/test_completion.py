"""What three real shells complete, and that whatever a plan holds comes out as it is and is never obeyed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli
import tomli_w
from conftest import EXAMPLES, TESTS, Ran, Run, answered, shell
from shells import SHELLS, Person

from plantrack.cli.app import build_program
from plantrack.cli.complete import quoting
from plantrack.cli.registry import REGISTRY

BREAKS = " \t\n\"'><=;|&(:"

NAMES = [
    "Thiết Bình",
    "Liên Hà (Đan Phượng)",
    "it's",
    'so "called"',
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned;",
    "a & touch pwned",
    "> pwned",
    "$HOME ${HOME}",
    "back\\slash \\n \\$(touch pwned)",
    "!! and !x!",
    "~",
    "~root/*?[a]{b,c}",
    "# 1",
    "-rf",
    "--help",
    "=ls",
    "50% a:b=c,d@e^f",
    "'\"'$(touch pwned)'\"'",
    "non\u00a0breaking",
    "Dục Tú".encode().decode(),
    "\u0110o\u0302ng",
    "漢字 и 🏭",
    "ends in \\",
    "ends=",
]


def seat(shell: str, folder: Path, *, starts_program: bool = False) -> Iterator[Person]:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    person = Person(shell, folder, starts_program=starts_program)
    yield person
    person.leave()


@pytest.fixture(scope="module", params=SHELLS)
def seated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Seat a person at each shell, who stays there: a shell that has loaded the completion takes long to start."""
    yield from seat(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture
def person(seated: Person) -> Iterator[Person]:
    """Return a person at each shell, in a folder in which nothing is but their home."""
    yield seated
    for path in seated.folder.iterdir():
        if path.name != "home":
            path.unlink()


@pytest.fixture(params=SHELLS)
def person_with_program(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Person]:
    """Seat a person at each shell, where each tab starts the program."""
    yield from seat(request.param, tmp_path, starts_program=True)


def write_hostile(path: Path, names: list[str]) -> None:
    """Write a plan with a kind for each name, so that nothing has to be typed of it."""
    kinds = {f"k{number}": {"stages": ["started"], "attributes": {"motto": "text"}} for number in range(len(names))}
    rows = [
        {"date": "2024", "kind": f"k{number}", "stage": "started", "item": name, "motto": name}
        for number, name in enumerate(names)
    ]
    head = 'plan = { title = "Hostile", start = 2021-01-01, end = 2025-12-31 }\n'
    blocks = "".join(f"\n[[milestones]]\n{tomli_w.dumps(row)}" for row in rows)
    path.write_text(head + tomli_w.dumps({"kinds": kinds}) + blocks, encoding="utf-8")


def complete_hostile(person: Person, names: list[str]) -> None:
    """Complete each name from nothing at all, without quotes and within them, and run the line."""
    write_hostile(person.folder / "plan.toml", names)
    for number, name in enumerate(names):
        if person.shell == "fish" and name.startswith("~"):
            continue  # fish takes it for a home
        for quote in ("", '"', "'"):
            # Fish leaves a quote open after what it takes for a part of a word.
            end = quote if person.shell == "fish" and name.endswith("=") else ""
            passed = person.passed(f"plantrack log k{number} started --date 2024 -- {quote}\t{end}")
            assert passed[6:] == [name], f"after {quote or 'no quote'}"
        passed = person.passed(f"plantrack log k{number} started x --set motto=\t")
        assert passed[4:] == ["--set", f"motto={name}"]
    assert not (person.folder / "pwned").exists()


def test_what_a_name_holds_comes_out_as_it_is_and_is_not_obeyed(person: Person) -> None:
    everything = (
        '\'it\' "$(touch pwned)" `touch pwned`; touch pwned & !! x!y <a> {b,c} *? \\ $HOME ~ #1 50% d=e:f (Đông)"'
    )
    complete_hostile(person, [everything, "-rf"])


@pytest.mark.slow
def test_every_hostile_name(person_with_program: Person) -> None:
    complete_hostile(person_with_program, NAMES)


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_bash_can_go_on_from_any_letter_of_a_name(quote: str, plantrack: Run, tmp_path: Path) -> None:
    lines, expected = [], []
    for name in NAMES:
        write_hostile(tmp_path / "plan.toml", [name])
        for length in range(len(name) + 1):
            start = "log k0 started -- "
            written = quoting.quote_word(name[:length], quote)
            typed = start + (written[:-1] if quote else written)
            what, *replies = plantrack("completion", "bash", "--", BREAKS, f"plantrack {typed}").stdout.splitlines()
            kept = quoting.read_bash_line(typed, BREAKS).kept
            assert (what, len(replies)) == ("words", 1), typed
            lines.append(f"passed {start}{quoting.quote_word(kept)}{replies[0]}")
            expected.append(name)
    run = shell("passed() { printf '%s\\0' \"${@: -1}\"; }\n" + "\n".join(lines), tmp_path)
    assert run == Ran("".join(f"{name}\0" for name in expected))
    assert not (tmp_path / "pwned").exists()


def test_names_are_completed_as_a_person_types_them(person: Person) -> None:
    (person.folder / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    typed = {
        "plantrack lo\tcl\test\tThiết\t": ["log", "cluster", "established", "Thiết Bình"],
        "plantrack log cluster withd\tthiet\t": ["log", "cluster", "withdrawn", "Thiết Bình"],
        'plantrack log cluster started "Nam P\t': ["log", "cluster", "started", "Nam Phúc Thọ giai đoạn 1"],
        "plantrack log cluster started Dục\\ \t": ["log", "cluster", "started", "Dục Tú"],
        "plantrack log cluster started x --set dis\tĐ\t": [
            "log",
            "cluster",
            "started",
            "x",
            "--set",
            "district=Đông Anh",
        ],
        "plantrack measure vend\t7 --dr\t": ["measure", "vending-machines", "7", "--dry-run"],
        "plantrack status --fo\tj\t --fail-if mis\t": ["status", "--format", "json", "--fail-if", "missed"],
        "plantrack status --format=j\t": ["status", "--format=json"],
        "plantrack import --decim\tco\t--plan pl\t": ["import", "--decimal", "comma", "--plan", "plan.toml"],
        "plantrack import --plan=pl\t": ["import", "--plan=plan.toml"],
    }
    if person.shell == "fish":
        # Fish puts in no word that is spelled otherwise than what is typed: the name stands there without accents.
        typed["plantrack log cluster withd\tthiet\t"][3] = "thiet binh"
    for keys, passed in typed.items():
        assert person.passed(keys) == passed


def test_letters_typed_are_kept_where_several_names_go_on_from_them(person: Person) -> None:
    (person.folder / "plan.toml").write_bytes((EXAMPLES / "plan.toml").read_bytes())
    if person.shell == "bash":
        assert person.passed("plantrack log cluster started do\tx")[3] == "dox"
        assert person.passed("plantrack log cluster started thanh\tx")[3] == "Thanh x"
    elif person.shell == "zsh":
        assert person.passed("plantrack log cluster started do\t")[3] == "Đông La"


def test_nothing_but_words_comes_to_the_prompt_without_a_sound_plan(person: Person) -> None:
    (person.folder / "bad.toml").write_text("plan = [", encoding="utf-8")
    for plan in ("", "--plan bad.toml ", "--plan none.toml ", "--plan . "):
        assert person.passed(f"plantrack log {plan}\tx \t--dr\t") == ["log", *plan.split(), "x", "--dry-run"]
        assert "rror" not in person.output
        assert "Traceback" not in person.output


def words(ran: Run, line: str, current: str = "") -> list[str]:
    """Return the words that may stand after a line, as zsh is told them."""
    told = ran("completion", "zsh", "--", *line.split(), current)
    assert (told.stderr, told.code) == ("", 0)
    what, *lines = told.stdout.splitlines()
    return [what] if what == "files" else [one.partition("\t")[0] for one in lines]


LINES = [
    ("", "", list(REGISTRY)),
    ("", "-", ["--help", "--lang", "--version"]),
    ("--lang", "", ["en", "vi"]),
    ("--lang vi schema", "-", ["--of", "--lang", "--help"]),
    ("nope", "", []),
    ("undo", "", ["--dry-run", "--format", "--quiet", "--plan", "--lang", "--help"]),
    ("undo --dry-run -q", "-", ["--format", "--plan", "--lang", "--help"]),
    ("status --fail-if missed", "--f", ["--fail-if", "--format"]),
    ("status --format json", "--f", ["--fail-if"]),
    ("status --only", "m", ["missed", "met-late", "met"]),
    ("status --only missed --only", "a", ["at-risk", "attention"]),
    ("status --sort", "", ["file", "worst"]),
    ("status", "--as-of=", []),
    ("status --as-of", "", []),
    ("check --strict", "--format=m", ["--format=markdown"]),
    ("import --dates", "", ["iso", "dmy"]),
    ("import", "c", ["files"]),
    ("measure x 1.250 --decimal", "", ["comma", "point"]),
    ("log a b c --set d=1.250", "--decimal=c", ["--decimal=comma"]),
    ("import", "--plan=", ["files"]),
    ("init", "", ["files"]),
    ("completion", "", ["bash", "zsh", "fish"]),
]
PLANNED = [
    ("log", "n", ["night-economy"]),
    ("log park", "", ["planned", "established", "started", "operating", "withdrawn", "changed"]),
    ("log nope", "", []),
    ("items park --stage", "", ["planned", "established", "started", "operating"]),
    ("items cluster --missing", "f", ["filled"]),
    ("items night-economy --by", "", ["district", "area_ha"]),
    ("status --by", "", ["district", "commune", "area_ha"]),
    ("status clusters-total --by", "d", ["district"]),
    ("status --during", "", ["2021", "2022", "2023", "2024", "2025"]),
    ("status --during", "2025-Q", ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
    ("status --during", "2026", []),
    ("status parks-new", "parks", []),
    ("status --group", "", ["Industry", "Trade", "Night economy and new forms"]),
    ("status --group", "ind", ["Industry"]),
    ("status --group Trade --group", "t", ["Trade"]),
    ("status --owner", "", []),
    ("measure", "parks", ["parks-new"]),
    ("measure parks-new -5", "--d", ["--date", "--decision", "--dates", "--decimal", "--dry-run"]),
    ("history --kind cluster --item", "duc", ["Dục Tú"]),
    ("history --target", "night", ["night-economy"]),
    ("show", "clusters-st", ["clusters-started"]),
    ("show", "THIET", ["Thiết Bình"]),
    ("show --kind cluster", "parks", []),
    ("edit", "thiet", ["Thiết Bình"]),
    ("log cluster started", "Duc", ["Dục Tú"]),
    ("log cluster started", "Dục T", ["Dục Tú"]),
    ("log cluster started", "Đuc", []),
    ("log cluster started x --set", "", ["district=", "commune=", "area_ha="]),
    ("log cluster started x --set district=A --set", "", ["commune=", "area_ha="]),
    ("log cluster started x --set", "district=dong", ["district=Đông Anh"]),
    ("log cluster started x", "--set=area_ha=41.2", ["--set=area_ha=41.2"]),
    ("log cluster started x --note", "", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "current", "expected"), LINES)
def test_what_needs_no_plan_is_completed_without_one(
    plantrack: Run, line: str, current: str, expected: list[str]
) -> None:
    assert words(plantrack, line, current) == expected


def test_a_number_is_completed_so_that_it_is_read_as_just_that_one(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "planned", "Tam Hiep", "--date", "2013", "--set", "area_ha=7.1250").code == 0
    (completed,) = words(hanoi, "log cluster started x", "--set=area_ha=7.1")
    assert completed == "--set=area_ha=7.1250"
    assert hanoi("log", "cluster", "planned", "Tam Hiep", "--date", "2013", "--dry-run", completed).code == 0


def test_a_title_leads_to_the_same_words_as_the_id(hanoi: Run) -> None:
    for title, id, rest in (("Chợ nông thôn", "rural-market", ("--stage", "")), ("CỤM CÔNG NGHIỆP", "cluster", ("",))):
        command = "items" if len(rest) > 1 else "log"
        completed = hanoi("completion", "zsh", "--", command, title, *rest)
        assert completed == hanoi("completion", "zsh", "--", command, id, *rest)
        assert completed.stdout.count("\n") > 1


@pytest.mark.parametrize(("line", "current", "expected"), PLANNED)
def test_what_a_plan_knows_is_completed_from_it(
    hanoi: Run, tmp_path: Path, line: str, current: str, expected: list[str]
) -> None:
    assert words(hanoi, line, current) == expected
    (tmp_path / "plan.toml").write_text("plan = 1", encoding="utf-8")
    assert words(hanoi, line, current) == [word for word in expected if word.startswith("--") and "set" not in word]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("plantrack status >", "files"),
        ("plantrack status >> re", "files"),
        ("plantrack log 2> /dev/null ni", "words|night-economy"),
        ("plantrack log >x 2>&1 ni", "words|night-economy"),
        ("plantrack log '>' ni", "words"),
        ("plantrack log cluster started a:b --set=distr", "part|district="),
        ("plantrack history --item 'Dục", "words|'Dục Tú'"),
        ("plantrack history --item=Dục\\ ", "words|Dục\\ Tú"),
        ("plantrack log cluster started dong", "words|Đông\\ La|Đông\\ Phú\\ Yên"),
        ('plantrack log cluster started "thanh v', 'words|"Thanh Văn - Tân Ước"'),
    ],
)
def test_bash_is_told_what_stands_in_place_of_what_it_replaces(hanoi: Run, line: str, expected: str) -> None:
    assert hanoi("completion", "bash", "--", BREAKS, line).stdout.splitlines() == expected.split("|")


def test_groups_and_owners_are_completed_without_accents(plantrack: Run, tmp_path: Path) -> None:
    plan = (TESTS / "plans" / "groups.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(plan.replace('group = "Water"', 'group = "Nước sạch"'), encoding="utf-8")
    assert words(plantrack, "status --group", "nuoc") == ["Nước sạch"]
    assert words(plantrack, "status --owner", "") == ["Ms Lan", "Mr Duc", "Ông Đức"]
    told = plantrack("completion", "fish", "--", "status", "--owner", "ong").stdout
    assert "ong duc\tÔng Đức\n" in told


def test_bash_keeps_what_is_typed_where_all_have_less_in_common(hanoi: Run) -> None:
    told = hanoi("completion", "bash", "--", BREAKS, "plantrack log cluster started do").stdout
    assert told.splitlines()[-1] == " "


def test_the_plan_is_the_one_that_the_command_would_take(
    plantrack: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_hostile(tmp_path / "other.toml", ["Name"])
    assert words(plantrack, "log") == []
    for given in ("--plan other.toml", "--plan=other.toml", "--plan ~/other.toml", "--plan $THERE/other.toml"):
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("THERE", str(tmp_path))
        assert words(plantrack, f"log {given}") == ["k0"]
    monkeypatch.setenv("PLANTRACK_PLAN", "other.toml")
    assert words(plantrack, "log") == ["k0"]
    assert words(plantrack, "log --plan none.toml") == []
    monkeypatch.delenv("PLANTRACK_PLAN")
    (tmp_path / "other.toml").rename(tmp_path / "plan.toml")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert words(plantrack, "log") == ["k0"]


def test_what_a_screen_would_obey_is_not_offered(plantrack: Run, tmp_path: Path) -> None:
    write_hostile(tmp_path / "plan.toml", ["plain", "re\u202eversed"])
    assert words(plantrack, "show") == ["plain"]


def test_a_name_with_a_dash_before_it_is_offered_where_it_can_stand(plantrack: Run, tmp_path: Path) -> None:
    write_hostile(tmp_path / "plan.toml", ["-rf"])
    assert words(plantrack, "log k0 started") == []
    assert words(plantrack, "log k0 started --") == ["-rf"]
    assert words(plantrack, "history --item", "-") == ["-rf"]


FREE = ("DATE", "DAYS", "TEXT", "VALUE", "COLUMN", "COLUMN=KEY", "NAME")


@pytest.mark.parametrize("name", REGISTRY)
def test_every_value_that_is_not_free_is_completed(hanoi: Run, tmp_path: Path, name: str) -> None:
    with (tmp_path / "plan.toml").open("a", encoding="utf-8") as file:
        file.write('[targets.other]\nowner = "Ms Lan"\n')
    parameters = build_program().get_command(None, name).params
    for one in parameters:
        takes_any = one.hidden or one.metavar in FREE or getattr(one, "is_flag", False)
        if not takes_any and one.param_type_name == "option":
            assert words(hanoi, f"{name} {one.opts[0]}"), one.name
        elif not takes_any and one.param_type_name == "argument":
            before = {"stage": "cluster", "items": "cluster started"}.get(one.name, "")
            assert words(hanoi, f"{name} {before}"), one.name


def test_a_bash_without_compopt_is_handed_the_files(tmp_path: Path) -> None:
    for name in ("plan one.toml", "plan2.toml", "other"):
        (tmp_path / name).touch()
    # As the bash of macOS, 3.2, which has none.
    line = 'eval "$(plantrack completion bash)"; enable -n compopt; COMP_LINE="plantrack check --plan pl"; '
    line += 'COMP_POINT=${#COMP_LINE}; _plantrack plantrack pl --plan; printf "%s\\n" "${COMPREPLY[@]}" | sort'
    assert answered(line, tmp_path) == Ran("plan one.toml\nplan2.toml\n")


INSTALLED = {
    "share/bash-completion/completions/plantrack": "bash",
    "share/zsh/site-functions/_plantrack": "zsh",
    "share/fish/vendor_completions.d/plantrack.fish": "fish",
}


def test_what_a_wheel_installs_is_what_the_command_prints(plantrack: Run) -> None:
    root = TESTS.parent
    built = tomli.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    shared = {place: root / file for file, place in built["wheel"]["shared-data"].items()}
    assert shared.pop("share/man/man1/plantrack.1") == root / "man" / "plantrack.1"
    printed = {place: plantrack("completion", shell).stdout for place, shell in INSTALLED.items()}
    assert {place: file.read_text(encoding="utf-8") for place, file in shared.items()} == printed


def test_after_help_stands_a_command(plantrack: Run) -> None:
    assert plantrack("completion", "zsh", "--", "help", "s").stdout == "words\nstatus\t\nshow\t\nschema\t\n"
