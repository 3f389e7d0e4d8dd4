"""A person at a terminal: a real shell that has loaded the completion, keys typed into it, and what the program got."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(plantrack completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'eval "$(plantrack completion zsh)"; setopt interactive_comments'),
    "fish": (["fish", "--no-config", "-i"], "plantrack completion fish | source"),
}
# Asked to complete it is the program, and else it writes down what it was given.
STAND_IN = """#!/bin/sh
[ "$1" = completion ] && exec '{program}' "$@"
printf '%s\\0' "$@" > '{passed}.new' && mv '{passed}.new' '{passed}'
"""
PATIENCE = 20.0


class Person:
    """Someone who types into a shell that stands in a folder."""

    def __init__(self, shell: str, folder: Path, **environment: str) -> None:
        self._passed = folder / "home" / "passed"
        self._output = b""
        self.shell = shell
        (folder / "home").mkdir()
        stand_in = folder / "home" / "plantrack"
        program = Path(sys.executable).with_name("plantrack")
        stand_in.write_text(STAND_IN.format(program=program, passed=self._passed), encoding="utf-8")
        stand_in.chmod(0o755)
        command, load = SHELLS[shell]
        home = str(folder / "home")
        given = {"HOME": home, "PATH": f"{home}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "TERM": "xterm", "PS1": ">"}
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {**given, **environment})
        self._type(f"{load}\necho rea''dy\n")
        self._wait(lambda: b"ready" in self._output, "the shell did not start")

    def passed(self, keys: str) -> list[str]:
        """Type keys and a line end; return what the program was given."""
        self._passed.unlink(missing_ok=True)
        self._output = b""
        self._type(f"{keys}\n")
        self._wait(self._passed.exists, f"nothing was run after {keys!r}")
        return self._passed.read_text(encoding="utf-8").split("\0")[:-1]

    @property
    def output(self) -> str:
        """Return what came on the screen since keys were typed last."""
        return self._output.decode(errors="replace")

    def leave(self) -> None:
        """End the shell."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)

    def _type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _wait(self, until: Callable[[], bool], failure: str) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"{failure}:\n{self.output}"
            if select.select([self._terminal], [], [], 0.02)[0]:
                self._output += os.read(self._terminal, 65536)
