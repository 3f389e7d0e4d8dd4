"""`edit`: a sound copy takes the plan's place, any other is kept, and nothing typed is lost."""

import os
import pty
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import KEPT, Ran, Run, answered, begin


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "editor")


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Make this shell script, which finds the file to edit in $1 or $2, the editor."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{path}'")


def test_a_sound_copy_is_put_in_place(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(monkeypatch, tmp_path, "sed -i 's/^goal = 159/goal = 160/' \"$1\"")
    before = (tmp_path / "plan.toml").read_bytes()
    (tmp_path / "plan.toml").chmod(0o640)
    assert hanoi("edit") == Ran("plan.toml: changed\n")
    assert (tmp_path / "plan.toml").read_bytes() == before.replace(b"\ngoal = 159\n", b"\ngoal = 160\n")
    assert (tmp_path / "plan.toml").stat().st_mode & 0o777 == 0o640
    assert files(tmp_path) == ["plan.toml"]


def test_an_unchanged_copy_changes_nothing(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(monkeypatch, tmp_path, "true")
    assert hanoi("edit") == Ran("plan.toml: nothing was changed\n")
    assert files(tmp_path) == ["plan.toml"]


def test_an_unsound_copy_is_kept_and_named_with_all_its_problems(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(monkeypatch, tmp_path, "sed -i 's/^goal = 159/gaol = 159/; s/^goal = 46/goal = true/' \"$1\"")
    before = (tmp_path / "plan.toml").read_bytes()
    assert hanoi("edit") == Ran(
        "",
        'error: plan.edit.toml:115: targets.clusters-total: unknown key "gaol"\nhint: did you mean "goal"?\n'
        "error: plan.edit.toml:126: targets.clusters-new: goal must be a number, not true\n"
        f"{KEPT}nothing was written\n",
        3,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before
    assert b"gaol = 159" in (tmp_path / "plan.edit.toml").read_bytes()
    assert hanoi("edit").stderr.endswith(f"{KEPT.replace('edit.toml', 'edit-2.toml')}nothing was written\n")


def test_a_plan_that_changed_meanwhile_is_not_overwritten(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(monkeypatch, tmp_path, "sed -i 's/^goal = 159/goal = 160/' \"$1\"; echo '# theirs' >> plan.toml")
    before = (tmp_path / "plan.toml").read_bytes()
    assert hanoi("edit") == Ran(
        "",
        "error: plan.toml: was changed by another program meanwhile\n"
        "hint: save and close it in the other program, then repeat the command\n"
        f"{KEPT}nothing was written\n",
        5,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before + b"# theirs\n"
    assert b"\ngoal = 160\n" in (tmp_path / "plan.edit.toml").read_bytes()


TYPED = "sed -i 's/^goal = 159/goal = 160/' \"$1\""
BLOCK = '\n[[milestones]]\ndate = 2026-01-02\nkind = "cluster"\nstage = "started"\nitem = "Cam Thượng"\n'
CHANGED = (
    "error: plan.toml: was changed by another program meanwhile\n"
    "hint: save and close it in the other program, then repeat the command\n"
    f"{KEPT}nothing was written\n"
)
# How the plan ends and how its lines do before it is edited, and what the editor makes of them.
SHAPES: dict[str, tuple[Callable[[str], str], str]] = {
    "as it is": (lambda text: text, TYPED),
    "without a final line end": (lambda text: text.rstrip("\n"), TYPED),
    "an editor that adds the final line end": (lambda text: text.rstrip("\n"), f'{TYPED}; echo >> "$1"'),
    "an editor that drops the final line end": (lambda text: text, f'{TYPED}; truncate -s -1 "$1"'),
    "ending in a comment": (lambda text: text + "# the end", TYPED),
    "an editor that ends it with a comment": (lambda text: text, f"{TYPED}; printf '# the end' >> \"$1\""),
    "the line ends of Windows": (lambda text: text.replace("\n", "\r\n"), TYPED),
    "an editor that makes them those of Windows": (lambda text: text, f"{TYPED}; sed -i 's/$/\\r/' \"$1\""),
    "an editor that makes them those of Unix": (
        lambda text: text.replace("\n", "\r\n"),
        f"{TYPED}; sed -i 's/\\r$//' \"$1\"",
    ),
    "a byte order mark": (lambda text: "\ufeff" + text, TYPED),
}


def record_meanwhile(plantrack: Run, path: Path) -> None:
    """Record two items, and have what the plan is then wait beside it."""
    before = path.read_bytes()
    for words, day in (("Cam Thượng",), "2026-01-02"), (("Mới", "--new"), "2026-01-03"):
        assert plantrack("log", "cluster", "started", *words, "--date", day).code == 0
    path.rename(path.with_name("meanwhile"))
    path.write_bytes(before)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_was_recorded_meanwhile_is_kept(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    path = tmp_path / "plan.toml"
    shaped, script = SHAPES[shape]
    path.write_bytes(shaped(path.read_text(encoding="utf-8")).encode())
    record_meanwhile(hanoi, path)
    editor(monkeypatch, tmp_path, f'{script}; cp "$1" typed; mv meanwhile plan.toml')
    assert hanoi("edit") == Ran("plan.toml: changed; kept 2 records written meanwhile\n")
    typed, changed = (tmp_path / "typed").read_bytes(), path.read_bytes()
    addition = changed[len(typed) :].decode()
    newline = "\r\n" if b"\r\n" in typed else "\n"
    assert changed.startswith(typed) and b"\ngoal = 160" in typed
    assert addition.startswith(BLOCK.replace("\n", newline)) and addition.count("[[milestones]]") == 2
    assert addition.replace(newline, "").isprintable()
    assert files(tmp_path) == ["plan.toml", "typed"]
    assert (hanoi("check").code, hanoi("undo").code, hanoi("undo").code) == (0, 0, 0)
    assert path.read_bytes() == typed


def test_records_that_were_typed_come_after_those_that_were_recorded_meanwhile(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    typed = BLOCK.replace("Cam Thượng", "Gõ tay")
    log = f"'{sys.executable}' -m plantrack log cluster started 'Cam Thượng' --date 2026-01-02"
    editor(monkeypatch, tmp_path, f"printf '{typed}' >> \"$1\"; {log} > said; cp plan.toml theirs")
    assert hanoi("edit") == Ran("plan.toml: changed; kept 1 record written meanwhile\n")
    theirs = (tmp_path / "theirs").read_bytes()
    assert theirs.startswith(before + BLOCK.encode())
    assert (tmp_path / "plan.toml").read_bytes() == theirs + typed.encode()


def appended(text: str, path: str) -> str:
    """Return the line of a shell that appends a text."""
    return f"printf '%b' '{text}' >> {path}"


STARTED = '[[milestones]]\\ndate = 2026-01-02\\nkind = "cluster"\\nstage = "started"\\nitem = "Cam Thượng"\\n'
WITHDRAWN = STARTED.replace("started", "withdrawn").replace("01-02", "01-01")


@pytest.mark.parametrize(
    ("typed", "meanwhile"),
    [
        (TYPED, "sed -i 's/^goal = 46/goal = 47/' plan.toml"),
        (TYPED, appended('\\n[targets.more]\\ntitle = "More"\\n', "plan.toml")),
        (TYPED, appended("\\n" + STARTED + '[targets.more]\\ntitle = "More"\\n', "plan.toml")),
        (TYPED, appended("\\n[[milestones]]\\nitem = ", "plan.toml")),
        (TYPED, appended('\\n[[milestones]]\\nitem = "\\0377"\\n', "plan.toml")),
        (TYPED, appended(STARTED, "plan.toml")),
        (TYPED, "cp plan.toml twice; cat twice >> plan.toml"),
        (appended("\\n" + WITHDRAWN, '"$1"'), appended("\\n" + STARTED, "plan.toml")),
    ],
    ids=[
        "changed",
        "a target",
        "a record and a target",
        "half a record",
        "no text",
        "no line between",
        "all twice",
        "of what was withdrawn",
    ],
)
def test_what_does_not_fit_is_not_put_in_place(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, meanwhile: str
) -> None:
    editor(monkeypatch, tmp_path, f'{typed}; cp "$1" typed; cp plan.toml old; {meanwhile}; cp plan.toml theirs')
    assert hanoi("edit") == Ran("", CHANGED, 5)
    old, theirs = (tmp_path / "old").read_bytes(), (tmp_path / "theirs").read_bytes()
    assert (tmp_path / "plan.toml").read_bytes() == theirs != old
    assert (tmp_path / "plan.edit.toml").read_bytes() == (tmp_path / "typed").read_bytes() != old


@pytest.mark.parametrize(
    ("makes", "why"),
    [
        ("mkfifo", "is a device or a pipe, not a file"),
        ("ln -s typed", "is a link, not a file"),
        ("ln -s plan.toml", "is a link, not a file"),
        ("mkdir", "is a folder, not a file"),
    ],
)
def test_a_draft_that_is_no_file_is_neither_waited_for_nor_followed(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, makes: str, why: str
) -> None:
    # What was typed may be found through a link; a pipe and a folder hold none of it.
    kept = KEPT if makes.startswith("ln") else ""
    before = (tmp_path / "plan.toml").read_bytes()
    editor(monkeypatch, tmp_path, f'{TYPED}; mv "$1" typed; {makes} "$1"')
    assert hanoi("edit") == Ran(
        "",
        f"error: plan.edit.toml: the copy cannot be read: {why}\n{kept}nothing was written\n",
        3,
    )
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_a_plan_with_mistakes_can_be_mended(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("goal = 159", "gaol = 159"), encoding="utf-8")
    editor(monkeypatch, tmp_path, "sed -i 's/gaol/goal/' \"$1\"")
    assert hanoi("edit") == Ran("plan.toml: changed\n")
    assert hanoi("check").code == 0


def test_the_copy_stands_beside_what_a_link_points_to(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "plan.toml").rename(tmp_path / "real" / "hanoi.toml")
    (tmp_path / "plan.toml").symlink_to("real/hanoi.toml")
    editor(monkeypatch, tmp_path, "echo '# mine' >> \"$1\"")
    assert hanoi("edit") == Ran("plan.toml: changed\n")
    assert (tmp_path / "plan.toml").is_symlink()
    assert (tmp_path / "real" / "hanoi.toml").read_bytes().endswith(b"# mine\n")


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 7", "ended with code 7\n"),
        ("echo '# mine' >> \"$1\"; exit 7", f"ended with code 7\n{KEPT}"),
        ('rm "$1"', "plan.edit.toml: the copy is lost: there is no such file\n"),
    ],
)
def test_an_editor_that_fails(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, error: str
) -> None:
    editor(monkeypatch, tmp_path, script)
    before = (tmp_path / "plan.toml").read_bytes()
    ran = hanoi("edit")
    assert (ran.stdout, ran.code) == ("", 3)
    assert ran.stderr.endswith(f"{error}nothing was written\n")
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_no_editor(hanoi: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor --wait")
    assert hanoi("edit") == Ran(
        "",
        'error: cannot run the editor "no-such-editor": no such file or directory\nhint: set $EDITOR\n'
        "nothing was written\n",
        3,
    )
    monkeypatch.setenv("VISUAL", "'unclosed")
    assert hanoi("edit") == Ran(
        "", 'error: $VISUAL: "\'unclosed" is not a command: no closing quotation\nnothing was written\n', 2
    )
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", " ")
    monkeypatch.setenv("PATH", "/nowhere")
    assert hanoi("edit") == Ran(
        "", "error: no editor was found\nhint: name one: export EDITOR=...\nnothing was written\n", 2
    )


LINES = [
    ("vi", "parks-new", "+138 plan.edit.toml"),
    ("nano", "kim bai", "+{item} plan.edit.toml"),
    ("hx", "parks-new", "plan.edit.toml:138"),
    ("code", "parks-new", "--wait --goto plan.edit.toml:138"),
    ("other", "parks-new", "plan.edit.toml"),
]


@pytest.mark.parametrize(("name", "what", "arguments"), LINES)
def test_it_opens_at_the_line_of_a_target_or_an_item(
    hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str, arguments: str
) -> None:
    lines = (tmp_path / "plan.toml").read_text(encoding="utf-8").splitlines()
    target = lines.index("[targets.parks-new]") + 1
    item = lines.index('item = "Kim Bài"') + 1 - 4
    (tmp_path / name).write_text('#!/bin/sh\necho "$@" > arguments\n', encoding="utf-8")
    (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("VISUAL", str(tmp_path / name))
    assert hanoi("edit", what) == Ran("plan.toml: nothing was changed\n")
    expected = arguments.replace("138", str(target)).replace("{item}", str(item))
    assert (tmp_path / "arguments").read_text(encoding="utf-8") == f"{expected}\n"


def test_an_unknown_name(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("edit", "Thiet Bin") == Ran(
        "", 'error: unknown target or item "Thiet Bin"\nhint: did you mean "Thiết Bình"?\nnothing was written\n', 2
    )
    assert files(tmp_path) == ["plan.toml"]


def on_a_terminal(folder: Path, typed: bytes, *options: str) -> str:
    """Run `plantrack edit` on a pseudo-terminal of its own, type, and return what the screen shows."""
    terminal, side = pty.openpty()
    environment = {**os.environ, "VISUAL": str(folder / "editor")}
    program = begin(["edit", *options], folder, (side, side, side), environment)
    has_ended = False
    screen = b""
    asked = False
    # Its side stays open here too: else what it wrote last may be lost when it ends.
    while True:
        has_ended = has_ended or os.waitpid(program, os.WNOHANG)[0] == program
        if select.select([terminal], [], [], 0.1)[0]:
            screen += os.read(terminal, 4096)
        elif has_ended:
            break
        if screen.endswith((b"[Y/n] ", b"[C/k] ")) and not asked:
            time.sleep(0.1)
            os.write(terminal, typed)
            asked = True
    os.close(terminal)
    os.close(side)
    return screen.decode().replace("\r\n", "\n")


def test_on_a_terminal_an_unsound_copy_is_offered_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered("plantrack init", tmp_path)
    script = (
        'if grep -q gaol "$1"; then sed -i \'s/gaol/goal/\' "$1"; else sed -i \'s/^goal = 159/gaol = 159/\' "$1"; fi'
    )
    editor(monkeypatch, tmp_path, f"{script}; echo '#' >> \"$1\"")
    assert on_a_terminal(tmp_path, b"\n") == (
        'error: plan.edit.toml:115: targets.clusters-total: unknown key "gaol"\n'
        "edit again? [Y/n] \nplan.toml: changed\n"
    )
    assert (tmp_path / "plan.toml").read_bytes().endswith(b"#\n#\n")
    screen = on_a_terminal(tmp_path, b"n\n")
    assert screen.endswith(f"{KEPT}nothing was written\n")


def test_an_unsound_copy_calls_its_kinds_as_it_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered("plantrack init && plantrack log cluster established A --new", tmp_path)
    editor(monkeypatch, tmp_path, 'sed -i \'s/^stage = "established"/stage = "built"/\' "$1"')
    told = 'lỗi: plan.edit.toml:250: milestones: A: cụm công nghiệp không có bước "built"\n'
    assert on_a_terminal(tmp_path, b"n\n", "--lang", "vi").count(told) == 2


def test_an_end_of_input_on_a_terminal_is_no_yes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered("plantrack init", tmp_path)
    editor(monkeypatch, tmp_path, 'echo >> opened; echo broken >> "$1"')
    screen = on_a_terminal(tmp_path, b"\x04n\n")
    assert screen.endswith(f"{KEPT}nothing was written\n")
    assert (tmp_path / "opened").read_text() == "\n"


def test_nothing_is_asked_without_a_terminal(hanoi: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor(monkeypatch, tmp_path, 'echo broken >> "$1"')
    assert hanoi("edit", stdin=b"y\n").code == 3
