"""`undo`: exactly what the last command recorded, and never what a hand did."""

from pathlib import Path

from conftest import EXAMPLES, Ran, Run

LOG = ("log", "cluster", "started", "--date", "2026-01-02")
BLOCK = (
    '\n[[milestones]]\ndate = 2026-01-02\nkind = "cluster"\nstage = "started"\nitem = "Cam Thượng"\n'
    "recorded = 2026-11-24 15:14:10.619000+07:00\n"
)


def test_it_takes_back_and_prints_what_one_command_recorded(hanoi: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    first = path.read_bytes()
    hanoi(*LOG, "Cam Thượng")
    one = path.read_bytes()
    hanoi(*LOG, "Chàng Sơn", "Đắc Sở", "Liên Hà")
    three = path.read_bytes()
    assert hanoi("undo", "--dry-run") == Ran(
        three.removeprefix(one).decode(), "3 records to be taken back from plan.toml\ndry run: nothing was written\n"
    )
    assert path.read_bytes() == three
    assert hanoi("undo") == Ran(three.removeprefix(one).decode(), "3 records taken back from plan.toml\n")
    assert path.read_bytes() == one
    assert hanoi("undo") == Ran(BLOCK, "1 record taken back from plan.toml\n")
    assert path.read_bytes() == first


def test_whole_imports_are_taken_back_until_nothing_is_left(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("undo").stderr == "5 records taken back from plan.toml\n"
    assert hanoi("undo").stderr == "14 records taken back from plan.toml\n"
    assert hanoi("undo").stderr == "60 records taken back from plan.toml\n"
    assert hanoi("undo") == Ran(
        "", "error: plan.toml: nothing to take back: no command has recorded anything\nnothing was written\n", 4
    )
    template = EXAMPLES / "plan.toml"
    assert template.read_bytes().startswith((tmp_path / "plan.toml").read_bytes())


def test_twenty_commands_and_twenty_undos_give_back_the_first_bytes(hanoi: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_text(encoding="utf-8").rstrip("\n").replace("\n", "\r\n").encode())
    seen = [path.read_bytes()]
    for number in range(10):
        assert hanoi(*LOG, f"Cụm {number}", f"Khu {number}", "--new", "--set", "area_ha=1.50").code == 0
        seen.append(path.read_bytes())
        assert (
            hanoi(
                "measure", "vending-machines", f"{number}.25", "--date", f"2026-02-0{number % 9 + 1}", "--correct"
            ).code
            == 0
        )
        seen.append(path.read_bytes())
    assert len(set(seen)) == 21
    for before in reversed(seen[:-1]):
        assert hanoi("undo").code == 0
        assert path.read_bytes() == before


IN_THE_WAY = "hint: undo takes back only what still stands at the end as it was recorded; change the rest by hand\n"


def test_what_was_written_after_it_is_not_cut(hanoi: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    hanoi(*LOG, "Cam Thượng")
    lines = path.read_bytes().count(b"\n")
    path.write_bytes(path.read_bytes() + b"\n# by hand\n")
    edited = path.read_bytes()
    assert hanoi("undo") == Ran(
        "",
        f"error: plan.toml:{lines + 1}: something was written after what was recorded last\n"
        f"{IN_THE_WAY}nothing was written\n",
        4,
    )
    assert path.read_bytes() == edited


def test_what_was_edited_is_not_cut(hanoi: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    line = path.read_bytes().count(b"\n") + 2
    hanoi(*LOG, "Cam Thượng")
    edited = path.read_bytes().replace(b"date = 2026-01-02", b"date = 2026-01-03  # known better")
    path.write_bytes(edited)
    assert hanoi("undo") == Ran(
        "", f"error: plan.toml:{line}: what was recorded last was edited since\n{IN_THE_WAY}nothing was written\n", 4
    )
    assert path.read_bytes() == edited


def test_a_plan_written_by_hand_alone_has_nothing_to_take_back(plantrack: Run) -> None:
    plantrack("init")
    assert plantrack("undo").code == 4
