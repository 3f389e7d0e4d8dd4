"""Write what all plans below a folder say of a day into a new folder: python collect.py PLANS OUT DATE."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which

ASKED = ("--only", "missed", "--only", "behind", "--only", "unreported", "--only", "no-data")
DRAFT = re.compile(r".+\.edit(-\d+)?\.toml")


def ask(plan: Path, day: str, command: str, *words: str) -> bytes:
    """Return what a command says of a plan as JSON; raise CalledProcessError where it has said why it cannot."""
    line = ["plantrack", command, *words, "--plan", str(plan), "--as-of", day, "--format", "json"]
    return subprocess.run(line, check=True, stdout=subprocess.PIPE).stdout


def collect(plan: Path, folder: Path, day: str) -> bool:
    """Write what is behind in a plan and what each of these numbers rests on, all of it or nothing; tell which."""
    try:
        told = {"status": ask(plan, day, "status", *ASKED)}
        for target in json.loads(told["status"])["targets"]:
            if target["evidenced"]:
                told[f"show-{target['id']}"] = ask(plan, day, "show", target["id"])
    except subprocess.CalledProcessError:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in told.items():
        (folder / f"{name}.json").write_bytes(text)
    return True


def find(below: Path) -> list[Path]:
    """Return all that may be a plan below a folder; raise OSError where one of the folders cannot be read."""

    def refuse(error: OSError) -> None:
        raise error

    walked = os.walk(below, onerror=refuse)
    return sorted(Path(folder, name) for folder, _, names in walked for name in names if name.endswith(".toml"))


def main(below: Path, out: Path, day: str) -> str | None:
    """Collect from as many plans at once as there are cores; return what is wrong."""
    try:
        found = find(below)
    except OSError as error:
        return f"error: {error.filename}: {error.strerror}"
    drafts = [path for path in found if DRAFT.fullmatch(path.name)]
    plans = [path for path in found if path not in drafts]
    for draft in drafts:
        print(f"{draft}: left out, a draft of plantrack edit", file=sys.stderr)
    if not plans:
        return f"error: {below}: there is no plan below it"
    if which("plantrack") is None:
        return "error: there is no plantrack on the PATH"
    try:
        out.mkdir()
    except FileExistsError:
        return f"error: {out}: is there already, and what stands in it would be asked too: remove it first"
    except OSError as error:
        return f"error: {error.filename}: {error.strerror}"
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        told = list(cores.map(lambda plan: collect(plan, out / plan.relative_to(below), day), plans))
    return None if all(told) else f"error: {told.count(False)} of {len(told)} plans cannot be read, and are left out"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]) if len(sys.argv) == 4 else __doc__)
