"""The files in examples/shell, each used as it is meant to be: by git, make and cron's shell."""

import shutil
from pathlib import Path

import pytest
from conftest import EXAMPLES, Ran, answered

HERE = EXAMPLES / "shell"
GIT = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
GIT |= {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
UNSOUND = "sed -i s/^goal/gaol/ plan.toml"
SOUND = "sed -i s/^gaol/goal/ plan.toml"
REFUSED = 'error: plan.toml:115: targets.clusters-total: unknown key "gaol"\n  hint: did you mean "goal"?\n'


def without(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(EXAMPLES / "plan.toml", tmp_path)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    made = answered(
        f"git init -q -b main && git add plan.toml && git commit -qm first && cp {HERE}/pre-commit .git/hooks/",
        folder,
        **GIT,
    )
    assert made == Ran()
    return folder


@without("git")
def test_what_is_to_be_committed_is_checked_and_not_what_stands_in_the_folder(repository: Path) -> None:
    refused = answered(f"{UNSOUND}; git add plan.toml; {SOUND}; git commit -qm x", repository, **GIT)
    assert (refused.stdout, refused.code) == ("", 1)
    assert refused.stderr.startswith(REFUSED)
    assert refused.stderr.endswith("\nplan.toml: 6 errors, 0 warnings\n")
    assert answered("git log --format=%s", repository) == Ran("first\n")
    kept = answered(f"echo '# x' >> plan.toml; git add plan.toml; {UNSOUND}; git commit -qm x", repository, **GIT)
    assert kept == Ran()
    assert answered("git log --format=%s", repository) == Ran("x\nfirst\n")


@without("git")
@pytest.mark.parametrize("change", ["echo x > other; git add other", "git rm -q plan.toml", "echo '# x' >> plan.toml"])
def test_any_other_change_is_committed_in_silence(repository: Path, change: str) -> None:
    assert answered(f"{change}; git commit -qam x", repository, **GIT) == Ran()
    assert answered("git log --format=%s; ls -A .git | grep -c lock", repository) == Ran("x\nfirst\n0\n", code=1)


@without("git")
def test_an_unsound_plan_is_not_committed_from_a_folder_below(repository: Path) -> None:
    refused = answered(f"{UNSOUND}; mkdir below; cd below; git commit -qam x", repository, **GIT)
    assert (refused.stdout, refused.code) == ("", 1)
    assert refused.stderr.startswith(REFUSED)


@without("git")
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_line_ends_stay_as_they_are(repository: Path, line_end: bytes) -> None:
    before = (repository / "plan.toml").read_bytes().replace(b"\n", line_end) + b"# x" + line_end
    (repository / "plan.toml").write_bytes(before)
    answered("git config core.autocrlf true; git config core.safecrlf false", repository)
    commit = f"cp {HERE}/gitattributes .gitattributes; git add .; git commit -qam x"
    assert answered(f"{commit}; rm plan.toml; git checkout -q plan.toml", repository, **GIT) == Ran()
    assert (repository / "plan.toml").read_bytes() == before


@without("make")
def test_there_is_no_report_of_a_plan_with_warnings(folder: Path) -> None:
    make = f"make -sf {HERE}/Makefile"
    assert answered(make, folder) == Ran("plan.toml: no errors, no warnings\n")
    assert (folder / "report.md").read_text(encoding="utf-8").startswith("**Hanoi industry and trade plan, 2021-2025**")
    (folder / "report.md").unlink()
    answered("plantrack measure key-products 230 -q", folder)
    assert answered(make, folder).code == 2
    assert not (folder / "report.md").exists()


def weekly() -> str:
    line = (HERE / "crontab").read_text(encoding="utf-8").splitlines()[-1]
    assert line.startswith("0 7 * * 1  ")
    assert "%" not in line
    return line.split(maxsplit=5)[5]


@without("jq")
def test_cron_has_something_to_mail_only_where_something_is_behind(folder: Path) -> None:
    (folder / "weekly").write_text(weekly(), encoding="utf-8")
    told = answered("sh weekly", folder)
    assert told.stdout.splitlines()[0] == "missed: Industrial clusters in the city"
    assert (told.stderr, told.code) == ("", 0)
    answered("plantrack init calm.toml --blank", folder)
    assert answered("PLANTRACK_PLAN=calm.toml sh weekly", folder) == Ran()
    assert answered("PLANTRACK_PLAN=none.toml sh weekly", folder) == Ran(
        "", "error: none.toml: there is no such file\nhint: `plantrack init none.toml` writes one\n"
    )
