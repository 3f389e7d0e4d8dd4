"""A person at a terminal: a real shell that has loaded the completion, keys typed into it, and what the program got."""

import os
import pty
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from conftest import ran

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(plantrack completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'eval "$(plantrack completion zsh)"; setopt interactive_comments'),
    "fish": (["fish", "--no-config", "-i"], "plantrack completion fish | source"),
}
# Asked to complete, or for the script of completion, it asks this process, which answers sooner than a program starts;
# else it writes down what it was given.
STAND_IN = """#!/bin/bash
if [[ $1 = completion && {port} = 0 ]]; then
    exec '{program}' "$@"
elif [[ $1 = completion ]]; then
    exec 3<> /dev/tcp/127.0.0.1/{port}
    printf '%s\\0' "$#" "$@" >&3
    exec cat <&3
fi
printf '%s\\0' "$@" > '{passed}.new' && mv '{passed}.new' '{passed}'
"""
PATIENCE = 20.0


class Person:
    """Someone who types into a shell that stands in a folder, and at each tab starts the program if that is wanted."""

    def __init__(self, shell: str, folder: Path, *, starts_program: bool = False) -> None:
        self._passed = folder / "home" / "passed"
        self._output = b""
        self.folder = folder
        self._asked = socket.create_server(("127.0.0.1", 0))
        self.shell = shell
        (folder / "home").mkdir()
        stand_in = folder / "home" / "plantrack"
        program = Path(sys.executable).with_name("plantrack")
        port = 0 if starts_program else self._asked.getsockname()[1]
        script = STAND_IN.format(program=program, passed=self._passed, port=port)
        stand_in.write_text(script, encoding="utf-8")
        stand_in.chmod(0o755)
        command, load = SHELLS[shell]
        home = str(folder / "home")
        self._environment = {
            "HOME": home,
            "PATH": f"{home}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "PS1": ">",
        }
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, self._environment)
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
        self._asked.close()

    def _type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _wait(self, until: Callable[[], bool], failure: str) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"{failure}:\n{self.output}"
            ready, _, _ = select.select([self._terminal, self._asked.fileno()], [], [], 0.02)
            if self._asked.fileno() in ready:
                self._answer()
            if self._terminal in ready:
                self._output += os.read(self._terminal, 65536)

    def _answer(self) -> None:
        """Answer the stand-in what the program would answer in its folder and environment."""
        connection, _ = self._asked.accept()
        with connection:
            told = b""
            while told.count(b"\0") <= int(told.partition(b"\0")[0] or 0):
                told += connection.recv(65536)
            arguments = [os.fsdecode(word) for word in told.split(b"\0")[1:-1]]
            with chdir(self.folder), patch.dict(os.environ, self._environment, clear=True):
                answer = ran(*arguments)
            assert (answer.stderr, answer.code) == ("", 0)
            connection.sendall(answer.stdout.encode())
