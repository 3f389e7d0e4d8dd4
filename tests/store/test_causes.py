"""Why the operating system refused something is told in the language of whoever asks, and in English as it says it."""

import errno
import os
from pathlib import Path

import pytest
from conftest import Run

from plantrack.store.disk import say_cause

COMMON = ("EACCES", "EEXIST", "EIO", "EISDIR", "ELOOP", "ENAMETOOLONG", "ENOENT", "ENOSPC", "ENOTDIR", "EPERM", "EROFS")


@pytest.mark.parametrize("number", [getattr(errno, name) for name in COMMON])
def test_in_english_it_says_what_the_system_says(number: int) -> None:
    assert str(say_cause(OSError(number, os.strerror(number)))) == os.strerror(number).lower()


def test_what_is_rare_is_told_in_the_words_of_the_system() -> None:
    assert say_cause(OSError(errno.EXDEV, "Invalid cross-device link")) == "invalid cross-device link"
    assert say_cause(OSError("odd")) == "odd"


def test_in_vietnamese_it_is_vietnamese(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = plantrack("status", "--plan", "file/plan.toml", "--lang", "vi")
    assert ran.stderr.splitlines()[0] == "lỗi: file/plan.toml: không phải thư mục"
