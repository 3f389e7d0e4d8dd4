"""Print the lowest version of each dependency that pyproject.toml allows, as constraints for pip.

With `pip install --constraint` they are what somebody has who has old ones already: what is said of them is tried so.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
# What people install, and not what the tests and the pages about them need.
EXTRAS = ("excel", "page")


def list_lowest(requirements: Iterable[str]) -> Iterator[str]:
    """Give of each requirement its lowest version alone; raise ValueError for one without a lowest."""
    for requirement in requirements:
        found = re.match(r"([\w.-]+)[^,;]*?>=([\w.]+)", requirement)
        if found is None:
            raise ValueError(f"{requirement} has no lowest version")
        yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = [one for extra in EXTRAS for one in project["optional-dependencies"][extra]]
    print("\n".join(list_lowest([*project["dependencies"], *extras])))
