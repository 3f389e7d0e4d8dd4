"""The program as a whole: help, version, streams, exit codes, and where the plan is looked for."""

import inspect
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES, SHELL_ENVIRONMENT, Ran, Run, answered, shell

from plantrack.cli.app import build_program
from plantrack.cli.registry import COMMANDS, REGISTRY, Registered
from plantrack.store import disk


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_list_of_commands_says_what_the_help_of_each_says_first(command: Registered) -> None:
    function = build_program().get_command(None, command.name).callback
    assert (inspect.getdoc(function) or "").splitlines()[0] == command.summary


def test_alone_it_prints_its_help(plantrack: Run) -> None:
    ran = plantrack()
    assert ran == plantrack("--help") == plantrack("-h")
    assert (ran.stderr, ran.code) == ("", 0)
    commands = ran.stdout[ran.stdout.index("Ask:\n") : ran.stdout.index("  Exit codes:\n")]
    assert re.findall(r"^(?:  (\w+) .*|(\S.*):)$", commands, re.MULTILINE) == [
        *(
            ("", "Ask"),
            ("status", ""),
            ("due", ""),
            ("items", ""),
            ("show", ""),
            ("history", ""),
            ("chart", ""),
            ("page", ""),
            ("form", ""),
        ),
        *(("", "Record"), ("log", ""), ("measure", ""), ("comment", ""), ("import", ""), ("undo", "")),
        *(("", "The plan file"), ("init", ""), ("edit", ""), ("check", ""), ("schema", "")),
        *(("", "The shell"), ("help", ""), ("completion", "")),
    ]


@pytest.mark.parametrize("command", REGISTRY)
def test_every_command_has_help_with_two_examples(plantrack: Run, command: str) -> None:
    ran = plantrack(command, "--help")
    assert ran == plantrack(command, "-h")
    assert (ran.stderr, ran.code) == ("", 0)
    assert ran.stdout.startswith(f"Usage: plantrack {command} [OPTIONS]")
    assert ran.stdout.split("Examples:\n")[1].count("    plantrack ") == 2
    assert [line for line in ran.stdout.splitlines() if len(line) > 80] == []
    assert "..." not in plantrack().stdout.split(f"  {command} ")[1].splitlines()[0]


@pytest.mark.parametrize("command", REGISTRY)
def test_the_examples_of_the_help_can_be_typed(plantrack: Run, tmp_path: Path, command: str) -> None:
    # An office has the same plan; and where init is typed there is none.
    for name in ("office.toml", *(["plan.toml"] if command != "init" else [])):
        (tmp_path / name).write_bytes((EXAMPLES / "plan.toml").read_bytes())
    (tmp_path / "clusters.xlsx").write_bytes((EXAMPLES / "clusters.xlsx").read_bytes())
    (tmp_path / "names.txt").write_text("A Lưới\nB Lưới\n", encoding="utf-8")
    (tmp_path / ".config" / "fish" / "completions").mkdir(parents=True)
    recorded = "plantrack log cluster planned Mới --new -q; " if command == "undo" else ""
    examples = plantrack(command, "--help").stdout.split("Examples:\n")[1]
    ran = shell(f"{recorded}{examples}", tmp_path, EDITOR="true", HOME=str(tmp_path), PLANTRACK_LANG="en")
    assert "error: " not in ran.stderr
    assert ran.code in (0, 1)


ORDER = (
    *("--within", "--until"),
    *("--kind", "--target", "--item", "--stage", "--missing", "--since", "--during", "--by", "--comments", "--group"),
    *("--owner", "--only", "--sort", "--undated", "--as-of", "--known"),
    *("--ask", "--strict", "--date", "--decision", "--source", "--note", "--set", "--name"),
    *("--columns", "--ignore", "--sheet", "--expected"),
    *("--dates", "--decimal", "--fail-if", "--new", "--correct", "--dry-run", "--blank", "--of"),
    *("--output", "--force", "--brief"),
    *("--format", "--excel", "--color", "--quiet", "--plan", "--lang", "--help"),
)


@pytest.mark.parametrize("command", REGISTRY)
def test_options_stand_in_one_order_everywhere(plantrack: Run, command: str) -> None:
    told = re.findall(r"^  (?:-\w, )?(--[\w-]+)", plantrack(command, "--help").stdout, re.MULTILINE)
    assert told == [option for option in ORDER if option in told]


def test_version(plantrack: Run) -> None:
    assert plantrack("--version") == plantrack("-V") == Ran("plantrack 0.1.0\n")


USAGE = [
    (("statuss",), 'unknown command "statuss"', 'did you mean "status"?'),
    (("zzz",), 'unknown command "zzz"', "plantrack --help"),
    (("help", "zzz"), 'unknown command "zzz"', "plantrack --help"),
    (("help", "STATUS"), 'unknown command "STATUS"', 'did you mean "status"?'),
    (("--nope",), 'unknown option "--nope"', "plantrack --help"),
    (("status", "--ngày", "2024"), 'unknown option "--ngày"', "plantrack status --help"),
    (("measure", "x", "--value", "3"), 'unknown option "--value"', "plantrack measure --help"),
    (("status", "--as-off", "2024-06-30"), 'unknown option "--as-off"', 'did you mean "--as-of"?'),
    (("log", "cluster"), "missing argument STAGE", "plantrack log --help"),
    (("status", "--format", "xml"), '--format: unknown value "xml"', "known are: table, json, csv, markdown, html"),
    (("log", "--date"), "option --date requires an argument", "plantrack log --help"),
    (("measure", "x", "-5", "--date"), "option --date requires an argument", "plantrack measure --help"),
    (("status", "--as-of"), "option --as-of requires an argument", "plantrack status --help"),
    (("status", "--brief=3"), "option --brief does not take a value", "plantrack status --help"),
    (("--lang",), "option --lang requires an argument", "plantrack --help"),
    (("due", "--within", "x"), '--within: "x" is not a whole number', "plantrack due --help"),
    (("status", "--as-of", "soon"), '--as-of: "soon" is not a date', "a date is 2024-06-05"),
    (("check", "extra"), "there are more words than arguments: extra", "plantrack check --help"),
]


@pytest.mark.parametrize(("arguments", "error", "hint"), USAGE)
def test_usage_errors_look_like_all_errors(plantrack: Run, arguments: tuple[str, ...], error: str, hint: str) -> None:
    ran = plantrack(*arguments)
    assert (ran.stdout, ran.code) == ("", 2)
    first, second, *rest = ran.stderr.splitlines()
    assert first.startswith(f"error: {error}")
    assert second.startswith(f"hint: {hint}")
    assert rest == (["nothing was written"] if arguments[0] in ("log", "measure") else [])


KINDS = "cluster, park, wholesale-market, rural-market, craft-village, night-economy"
LACKING = [
    ("items", f"KIND: {KINDS}", "plantrack items --help"),
    ("log", f"KIND: {KINDS}", "plantrack log --help"),
    ("log CCN", "STAGE: planned, established, started, completed, filled, withdrawn, changed", "plantrack log --help"),
    ("log clster", "STAGE", "plantrack log --help"),
    ("log CCN started", "ITEM...", "`plantrack items cluster` lists those that are known"),
    ("log clster started", "ITEM...", "plantrack log --help"),
    ("measure clusters-new", "VALUE", "plantrack measure --help"),
    ("show", "TARGET-or-ITEM", "`plantrack status` lists the targets, `plantrack items KIND` the items"),
    ("items --plan none.toml", "KIND", "plantrack items --help"),
]


@pytest.mark.parametrize(("typed", "lacks", "hint"), LACKING)
def test_what_is_missing_is_told_with_what_it_may_be(hanoi: Run, typed: str, lacks: str, hint: str) -> None:
    nothing = "" if typed.startswith(("items", "show")) else "nothing was written\n"
    assert hanoi(*typed.split()) == Ran("", f"error: missing argument {lacks}\nhint: {hint}\n{nothing}", 2)


def test_a_missing_target_is_any_of_the_plan_that_is_named(hanoi: Run) -> None:
    hanoi("init", "blank.toml", "--blank")
    known = "schools-opened, clean-water\n"
    assert hanoi("measure", "--plan", "blank.toml").stderr.startswith(f"error: missing argument TARGET: {known}")
    assert hanoi("chart", "--plan", "blank.toml").stderr.startswith(f"error: missing argument TARGET...: {known}")


@pytest.mark.parametrize("named", ["plan", "Plan.tml", "plan.toml ", "."])
def test_a_plan_of_nearly_this_name_is_asked_for(hanoi: Run, named: str) -> None:
    told = "is a folder, not a file" if named == "." else "there is no such file"
    assert hanoi("status", "--plan", named) == Ran("", f'error: {named}: {told}\nhint: did you mean "plan.toml"?\n', 3)


def test_a_link_that_leads_nowhere_is_not_asked_for(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "plans.toml").symlink_to("nowhere")
    (tmp_path / "plan.toml").unlink()
    assert hanoi("status", "--plan", "plans.toml") == Ran(
        "", "error: plans.toml: is a link to a file that is not there\n", 3
    )


def test_a_list_is_no_plan(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "our list.csv").write_text("item,started\nA,2024\n", encoding="utf-8")
    error, hint = hanoi("status", "--plan", "our list.csv").stderr.splitlines()
    assert error.startswith("error: our list.csv:1: not valid TOML: ")
    assert hint == "hint: a list is recorded into a plan: plantrack import 'our list.csv'"


def test_init_writes_the_templates_byte_for_byte(plantrack: Run, tmp_path: Path) -> None:
    assert plantrack("init") == Ran("wrote plan.toml; to see it, type: plantrack status\n")
    assert plantrack("init", "blank.toml", "--blank") == Ran(
        "wrote blank.toml; fill it in, then type: plantrack check --plan blank.toml\n"
    )
    assert (tmp_path / "plan.toml").read_bytes() == disk.read_template("hanoi.toml")
    assert (tmp_path / "blank.toml").read_bytes() == disk.read_template("blank.toml")
    for name in ("plan.toml", "blank.toml"):
        assert plantrack("check", "--strict", "--plan", name) == Ran(f"{name}: no errors, no warnings\n")


def test_init_never_touches_a_file_that_is_there(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(b"mine")
    (tmp_path / "link.toml").symlink_to("nowhere")
    for name in ("plan.toml", "link.toml"):
        assert plantrack("init", name) == Ran(
            "",
            f"error: {name}: exists already, and was not touched\nhint: choose another name: plantrack init FILE\n",
            4,
        )
    assert (tmp_path / "plan.toml").read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()
    assert plantrack("init", "no/plan.toml") == Ran("", "error: no/plan.toml: there is no such folder\n", 3)


def test_the_plan_is_found_in_parent_folders_and_through_the_environment(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert hanoi("check") == Ran("../../plan.toml: no errors, no warnings\n")
    monkeypatch.setenv("PLANTRACK_PLAN", str(EXAMPLES / "plan.toml"))
    assert hanoi("check") == Ran(f"{EXAMPLES / 'plan.toml'}: no errors, no warnings\n")
    assert hanoi("check", "--plan", "../../plan.toml") == Ran("../../plan.toml: no errors, no warnings\n")


NO_PLAN = (
    "error: no plan.toml here or in a parent folder\n"
    "hint: `plantrack init` writes one; --plan FILE or $PLANTRACK_PLAN names one that is elsewhere\n"
)
CALLS = [
    (("status",), ""),
    (("check",), ""),
    (("log", "cluster", "started", "X"), "nothing was written\n"),
    (("measure", "x", "5"), "nothing was written\n"),
    (("import", "-"), "nothing was written\n"),
]


@pytest.mark.parametrize(("arguments", "end"), CALLS)
def test_no_plan_anywhere(plantrack: Run, arguments: tuple[str, ...], end: str) -> None:
    assert plantrack(*arguments) == Ran("", NO_PLAN + end, 3)


@pytest.mark.parametrize(("arguments", "end"), CALLS)
def test_what_is_no_plan_file(plantrack: Run, tmp_path: Path, arguments: tuple[str, ...], end: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    expected = {
        "none": "there is no such file\nhint: `plantrack init none` writes one",
        "folder": "is a folder, not a file",
        "link": "is a link to a file that is not there",
        "pipe": "is a device or a pipe, not a file",
        "/dev/null": "is a device or a pipe, not a file",
    }
    for name, reason in expected.items():
        ran = plantrack(*arguments, "--plan", name)
        assert ran == Ran("", f"error: {name}: {reason}\n{end}", 3)


def test_python_m_runs_it(tmp_path: Path) -> None:
    ran = shell(f"{sys.executable} -m plantrack --version", tmp_path)
    assert ran == Ran("plantrack 0.1.0\n")


def test_a_closed_pipe_changes_no_exit_code(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    for command, code in (("status", 0), ("status --fail-if unreported", 1), ("-h", 0), ("status x", 2)):
        ran = shell(f"plantrack {command} 2>&1 | true; echo ${{PIPESTATUS[0]}}", tmp_path)
        assert ran == Ran(f"{code}\n")


def test_output_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    assert shell("plantrack init > /dev/full", tmp_path) == Ran(
        "", "error: cannot write the output: no space left on device; the file was written all the same\n"
    )
    full = Ran("", "error: cannot write the output: no space left on device\n", 3)
    assert shell("plantrack status > /dev/full", tmp_path) == full
    assert shell("plantrack status nope 2> /dev/full", tmp_path).code == 2


def test_closed_streams(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    assert shell("plantrack status >&-", tmp_path) == Ran("", "error: cannot write the output: it is closed\n", 3)
    assert shell("plantrack log park started X --new 2>&-", tmp_path).code == 0
    assert shell("plantrack status nope 2>&-", tmp_path) == Ran("", "", 2)
    for command in ("import -", "log park started -"):
        assert shell(f"plantrack {command} <&-", tmp_path) == Ran(
            "", "error: standard input: is closed\nnothing was written\n", 2
        )


def test_data_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    plan = disk.read_template("hanoi.toml").decode().replace("Vending machines", "Máy bán hàng")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    answered("plantrack log cluster established 'Hà' --new", tmp_path)
    for encoding in ("ascii", "latin-1"):
        ran = shell("plantrack status vending-machines --format json", tmp_path, PYTHONIOENCODING=encoding)
        assert json.loads(ran.stdout)["targets"][0]["title"] == "Máy bán hàng"
        assert "Máy" in answered("plantrack status --format csv", tmp_path, PYTHONIOENCODING=encoding).stdout
        assert 'item = "Hà"' in answered("plantrack undo --dry-run", tmp_path, PYTHONIOENCODING=encoding).stdout


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    command = "mkdir d; cd d; rmdir ../d; plantrack status 2>&1; plantrack check --plan " + str(tmp_path / "plan.toml")
    assert shell(command, tmp_path) == Ran(
        "error: this folder is not there any more\nhint: go to another one\n"
        f"{tmp_path / 'plan.toml'}: no errors, no warnings\n"
    )


@pytest.mark.parametrize("zone", ["Foo-24:30", "XXX-7:00:30"])
def test_a_time_zone_that_no_file_can_hold(tmp_path: Path, zone: str) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    ran = answered("plantrack log park started X --new && plantrack check", tmp_path, TZ=zone)
    assert ran.code == 0, ran.stderr
    assert "+00:00" in (tmp_path / "plan.toml").read_text(encoding="utf-8").splitlines()[-1]


def test_a_stream_that_cannot_write_vietnamese_gets_letters_without_accents(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    ran = answered(
        "plantrack status parks-new; plantrack log park started 'Đông Anh ≠'", tmp_path, PYTHONIOENCODING="ascii"
    )
    assert ran.stdout.splitlines()[5].startswith("  New industrial parks  ? unreported  0 of 2-3  parks  _____")
    assert ran.stderr.startswith('error: unknown park "Dong Anh \\u2260"')
    assert ran.code == 4
    assert answered("plantrack status parks-new", tmp_path, LC_ALL="C").stdout.isascii()


def test_interrupted_it_is_130_and_silent(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    # Tests that run in the background of a shell are deaf to the signal, and so is what they start.
    command = ["env", "--default-signal=INT", str(Path(sys.executable).with_name("plantrack")), "import", "-"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=-1, stdout=-1, stderr=-1, env=SHELL_ENVIRONMENT) as process:
        assert process.stdin is not None
        # More than a pipe holds is written once the program reads.
        process.stdin.write(bytes(99999))
        process.send_signal(signal.SIGINT)
        assert process.communicate() == (b"", b"")
        assert process.returncode == 130


def test_arguments_that_are_no_text_are_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(disk.read_template("hanoi.toml"))
    ran = answered("plantrack status $'\\xff\\e[31m'", tmp_path)
    assert ran.stderr.startswith('error: unknown target "\\udcff\\x1b[31m"\n')
    assert ran.code == 2


@pytest.mark.parametrize(
    ("revised", "imported"), [("", False), ("revised = [{ from = 2023-01-02, goal = 7 }]\n", True)]
)
def test_fractions_are_imported_only_where_a_plan_needs_them(revised: str, imported: bool, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        "plan = { start = 2021-01-01, end = 2025-12-31 }\n"
        f"[targets.schools]\nbaseline = 2\ngoal = 9\n{revised}"
        '[[measurements]]\ndate = 2023-01-01\ntarget = "schools"\nvalue = 4\n',
        encoding="utf-8",
    )
    command = f"{sys.executable} -X importtime -m plantrack status --format json --as-of 2024-01-01"
    modules = {line.split()[-1] for line in shell(command, tmp_path).stderr.splitlines()}
    assert "plantrack.plan.arithmetic.progress" in modules
    assert ("fractions" in modules) == imported


QUIET = [
    ("log", "cluster", "started", "Cam Thượng", "--date", "2025"),
    ("measure", "key-products", "230"),
    ("import", "-"),
    ("init", "other.toml"),
]


@pytest.mark.parametrize("arguments", QUIET)
def test_quiet_says_nothing_when_it_is_done(hanoi: Run, arguments: tuple[str, ...]) -> None:
    rows = "date,kind,stage,item\n2025-06,park,started,Mới\n".encode()
    assert hanoi(*arguments, "--quiet", stdin=rows) == Ran()
    assert hanoi(*arguments, "-q", stdin=rows).stderr.startswith("error: " if arguments[0] == "init" else "")


def test_quiet_keeps_what_was_asked_for_and_every_error(hanoi: Run) -> None:
    dry = hanoi("log", "cluster", "started", "Cam Thượng", "--date", "2025", "--dry-run", "--quiet")
    assert dry.stdout.startswith("\n[[milestones]]\n")
    assert dry.stderr == ""
    assert hanoi("log", "cluster", "started", "Nobody", "--quiet").stderr.startswith(
        'error: unknown cluster "Nobody"\n'
    )


@pytest.mark.parametrize("words", [["--help"], ["log", "--help"], ["help", "status"]])
def test_help_stands_without_the_texts_of_functions(words: list[str]) -> None:
    environment = {**SHELL_ENVIRONMENT, "PYTHONOPTIMIZE": "2"}
    line = [sys.executable, "-m", "plantrack", *words]
    ran = subprocess.run(line, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert ran.stdout.startswith("Usage: plantrack ")
