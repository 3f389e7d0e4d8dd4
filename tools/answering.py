"""A line of bash in which whoever calls plantrack is answered by this process: to start it takes longer than to run it.

All else on the line is real: its pipes and redirections, make, git and what its hooks call.
"""

import io
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from unittest.mock import patch

from plantrack.cli.app import run

# It tells how many words follow, its folder, its arguments and its environment, and is told the exit code and how many
# bytes follow for either stream. Where its own input is to be read, the program is started.
STAND_IN = """#!/bin/bash
if [[ " $* " = *" - "* ]]; then exec '{program}' "$@"; fi
exec {{asked}}<> /dev/tcp/127.0.0.1/$PLANTRACK_ASKED
{{ printf '%s\\0' "$#" "$PWD" "$@"; env --null; printf '{end}\\0'; }} >&$asked
read -r code output errors <&$asked
if (( output )); then head --bytes=$output <&$asked; fi
if (( errors )); then head --bytes=$errors <&$asked >&2; fi
exit $code
"""
END = "the end"


@cache
def _find_stand_in() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder in which the program has its stand-in, and which is removed when this process ends."""
    folder = tempfile.TemporaryDirectory(prefix="plantrack-stand-in-")
    stand_in = Path(folder.name) / "plantrack"
    program = Path(sys.executable).with_name("plantrack")
    stand_in.write_text(STAND_IN.format(program=program, end=END), encoding="utf-8")
    stand_in.chmod(0o755)
    return folder


def run_line(
    line: str, folder: Path, environment: Mapping[str, str], errors: int = subprocess.PIPE
) -> tuple[str, str, int]:
    """Run a line of bash in a folder; return both streams, the errors where they are piped, and the exit code."""
    with socket.create_server(("127.0.0.1", 0)) as asked:
        path = f"{_find_stand_in().name}{os.pathsep}{environment['PATH']}"
        told = {**environment, "PATH": path, "PLANTRACK_ASKED": str(asked.getsockname()[1])}
        command = ["bash", "-c", line]
        with subprocess.Popen(command, cwd=folder, env=told, stdout=subprocess.PIPE, stderr=errors) as process:
            streams = {stream.fileno(): b"" for stream in (process.stdout, process.stderr) if stream is not None}
            still_open = set(streams)
            while still_open:
                for ready in select.select([asked.fileno(), *still_open], [], [])[0]:
                    if ready == asked.fileno():
                        _answer(asked)
                        continue
                    part = os.read(ready, 65536)
                    streams[ready] += part
                    if not part:
                        still_open.remove(ready)
        output, *its_errors = (stream.decode() for stream in streams.values())
        return output, "".join(its_errors), process.returncode


def _answer(asked: socket.socket) -> None:
    """Answer the stand-in what the program would answer in its folder and environment."""
    connection, _ = asked.accept()
    with connection:
        question = b""
        while not question.endswith(f"\0{END}\0".encode()):
            question += connection.recv(65536)
        number, folder, *words = map(os.fsdecode, question.split(b"\0")[:-2])
        arguments, variables = words[: int(number)], words[int(number) :]
        environment = dict(variable.split("=", 1) for variable in variables)
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        output = io.TextIOWrapper(io.BytesIO(), encoding)
        errors = io.TextIOWrapper(io.BytesIO(), encoding, "backslashreplace")
        closed = patch.object(sys, "stdin", io.StringIO())
        surroundings = patch.dict(os.environ, environment, clear=True)
        with closed, chdir(folder), surroundings, redirect_stdout(output), redirect_stderr(errors):
            # The zone of TZ is looked at when a program starts.
            time.tzset()
            code = run(arguments)
        time.tzset()
        texts = [stream.buffer.getvalue() for stream in (output, errors)]
        connection.sendall(f"{code} {len(texts[0])} {len(texts[1])}\n".encode() + b"".join(texts))
