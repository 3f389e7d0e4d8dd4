"""May a plan be written, and who may read and write the file that takes its place: nobody who might not before."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from plantrack.plan.problems import PlanError, Problem, say_of
from plantrack.plan.sentences import Sentence, Value, list_values, say
from plantrack.store.disk import explain_unreadable, open_regular, say_reason
from plantrack.tuples import NamedTuple

_ACCESS_LIST = "system.posix_acl_access"
# A list is four bytes of version, then eight for each entry: two of tag, two of rights, four of whom it is for.
_FIRST_ENTRY, _ENTRY, _RIGHTS = 4, 8, 2
_NAMED_USER, _OWNING_GROUP, _NAMED_GROUP, _MASK, _OTHERS = 0x02, 0x04, 0x08, 0x10, 0x20


class _Rights(NamedTuple):
    """What the owning group and all others may do, as digits of a mode."""

    group: int
    others: int


def keep_access(descriptor: int, like: int) -> list[Value]:
    """Give a new file the owner, group, mode, access list and attributes of another; return what could not be kept.

    Nobody may do more with it than with the other one. What ran as its owner or group (setuid, setgid) does so no more.
    Raise OSError where the access of the other cannot be read.
    """
    old = os.fstat(like)
    mode = stat.S_IMODE(old.st_mode) & 0o777
    attributes = {name: os.getxattr(like, name) for name in _attribute_names(like)}
    access_list = attributes.pop(_ACCESS_LIST, None)
    lost = _give_owner(descriptor, old)

    # 1. Who was in the old group is one of the others now, and some of the others are in the new group.
    rights = _Rights(mode >> 3 & 7, mode & 7) if access_list is None else _rights_without(access_list)
    if os.fstat(descriptor).st_gid != old.st_gid:
        common = rights.group & rights.others
        rights = _Rights(common, common)
        access_list = None if access_list is None else _narrowed(access_list, common)
        mode = mode & 0o770 | common

    # 2. The access list, before the mode: where there is one, the group's digit of the mode is its mask.
    if access_list is None and _ACCESS_LIST in _attribute_names(descriptor):
        # The folder gave the new file a list, which the old one did not have.
        os.removexattr(descriptor, _ACCESS_LIST)
    if access_list is None or not _set_attribute(descriptor, _ACCESS_LIST, access_list):
        mode = mode & 0o700 | rights.group << 3 | rights.others
        lost += [] if access_list is None else [say("its access list")]
    # Windows has it since Python 3.13, and says there only whether a file may be written.
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, mode)

    # 3. What else people keep with a file.
    refused = [name for name, value in attributes.items() if not _set_attribute(descriptor, name, value)]
    lost += [say("attribute {name}", name=name) for name in refused]
    return lost


def describe_losses(path: str, descriptor: int, lost: list[Value]) -> Sentence | None:
    """Return the line that tells what a file could not keep, and how it is instead; None where it kept all."""
    if not lost:
        return None
    status = os.fstat(descriptor)
    return say(
        "note: {file} could not keep {lost}: it has owner {owner}, group {group}, mode {mode} now",
        file=path,
        lost=list_values(lost),
        owner=name_user(status.st_uid),
        group=name_group(status.st_gid),
        mode=f"{stat.S_IMODE(status.st_mode):03o}",
    )


def name_user(number: int) -> str:
    """Return what a user is called, or the number where nothing is known of the user."""
    try:
        import pwd

        return pwd.getpwuid(number).pw_name
    except (ImportError, KeyError):
        return str(number)


def name_group(number: int) -> str:
    """Return what a group is called, or the number where nothing is known of the group."""
    try:
        import grp

        return grp.getgrgid(number).gr_name
    except (ImportError, KeyError):
        return str(number)


def _give_owner(descriptor: int, old: os.stat_result) -> list[Value]:
    """Give a file the group and the owner of another, as far as permitted; return those that it could not get."""
    # The group first: who gave the file away may not give it a group any more.
    if os.fstat(descriptor).st_gid != old.st_gid:
        with suppress(OSError):
            os.fchown(descriptor, -1, old.st_gid)
    if os.fstat(descriptor).st_uid != old.st_uid:
        with suppress(OSError):
            os.fchown(descriptor, old.st_uid, -1)
    new = os.fstat(descriptor)
    lost: list[Value] = []
    if new.st_uid != old.st_uid:
        lost.append(say("owner {name}", name=name_user(old.st_uid)))
    if new.st_gid != old.st_gid:
        lost.append(say("group {name}", name=name_group(old.st_gid)))
    return lost


def _attribute_names(descriptor: int) -> list[str]:
    """Return the names of what is kept with a file, where the system keeps anything: the access list, and user.*."""
    if not hasattr(os, "listxattr"):
        return []
    try:
        names = os.listxattr(descriptor)
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return []
        raise
    return [name for name in names if name == _ACCESS_LIST or name.startswith("user.")]


def _set_attribute(descriptor: int, name: str, value: bytes) -> bool:
    try:
        os.setxattr(descriptor, name, value)
    except OSError:
        return False
    return True


def _rights_without(access_list: bytes) -> _Rights:
    """Return the rights with which nobody may do more, once an access list is gone, than it allowed."""
    all_named, mask, group, others = 7, 7, 0, 0
    for place in range(_FIRST_ENTRY, len(access_list), _ENTRY):
        tag, rights = access_list[place], access_list[place + _RIGHTS]
        if tag in (_NAMED_USER, _NAMED_GROUP):
            all_named &= rights
        elif tag == _MASK:
            mask = rights
        elif tag == _OWNING_GROUP:
            group = rights
        elif tag == _OTHERS:
            others = rights
    return _Rights(group & mask & all_named, others & mask & all_named)


def _narrowed(access_list: bytes, common: int) -> bytes:
    """Return an access list in which the owning group and all others have these rights; who is named keeps theirs."""
    narrowed = bytearray(access_list)
    for place in range(_FIRST_ENTRY, len(access_list), _ENTRY):
        # All others at once, though the mode follows: who has opened a file goes on reading it.
        if access_list[place] in (_OWNING_GROUP, _OTHERS):
            narrowed[place + _RIGHTS] = common
    return bytes(narrowed)


def stranger(path: str) -> str | None:
    """Return who owns a plan, or the link to it, where that is neither the person nor root; None where it is."""
    if not hasattr(os, "geteuid"):
        return None
    try:
        owners = (os.lstat(path).st_uid, Path(path).stat().st_uid)
    except OSError:
        # What is wrong with it is told when it is opened.
        return None
    strangers = [owner for owner in owners if owner not in (0, os.geteuid())]
    return name_user(strangers[0]) if strangers else None


def find_writable(path: str) -> Path:
    """Return the file that a path leads to, links followed; raise PlanError where it may not be written."""
    try:
        with open_regular(path) as file:
            refuse_second_name(path, os.fstat(file.fileno()))
        real = Path(os.path.realpath(path, strict=True))
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        if not os.access(real.parent, os.W_OK | os.X_OK):
            hint = say(
                "plantrack writes the new plan beside the old one: ask for the right to write in {folder}",
                folder=str(real.parent),
            )
            raise PlanError(Problem(say("its folder may not be written"), hint, file=path))
        if not os.access(real.parent, os.R_OK):
            hint = say(
                "plantrack locks the folder of the plan: ask for the right to read {folder}", folder=str(real.parent)
            )
            raise PlanError(Problem(say("its folder may not be read"), hint, file=path))
        _refuse_sticky_folder(path, real)
    except OSError as error:
        raise explain_unreadable(path, error) from error
    return real


def _refuse_sticky_folder(path: str, real: Path) -> None:
    """Raise PlanError where a folder like /tmp lets only the owner of a file put another in its place."""
    folder, owner = real.parent.stat(), real.stat().st_uid
    if folder.st_mode & stat.S_ISVTX and os.geteuid() not in (0, owner, folder.st_uid):
        import shlex

        hint = say(
            "plantrack puts a new plan in the place of the old one: ask for `chmod -t {folder}`, "
            "or keep the plan in another folder",
            folder=shlex.quote(str(real.parent)),
        )
        message = say(
            "belongs to {owner}, and its folder lets nobody else replace it (sticky bit)",
            owner=name_user(owner),
        )
        raise PlanError(Problem(message, hint, file=path))


def refuse_second_name(path: str, status: os.stat_result) -> None:
    """Raise PlanError where a plan stands under another name too, which would keep the old text."""
    if status.st_nlink > 1:
        import shlex

        # What begins with a hyphen would be an option of `cp`.
        typed = f"./{path}" if path.startswith("-") else path
        names = {"plan": shlex.quote(typed), "copy": shlex.quote(f"{typed}.copy")}
        hint = say("make it a file of its own: cp -p {plan} {copy} && mv {copy} {plan}", **names)
        message = say("has a second name (a hard link), which would keep the old text")
        raise PlanError(Problem(message, hint, file=path))


def explain_unwritable(path: str, error: OSError) -> PlanError:
    """Return the error of a plan that could not be written, naming the file beside it where that is the cause."""
    # Of a rename the second name is that of the plan.
    named = error.filename2 or error.filename
    cause = Path(named).name if isinstance(named, str | os.PathLike) else ""
    why = say_reason(error, path)
    if cause not in ("", Path(path).name):
        why = say_of(cause, why)
    return PlanError(Problem(say("cannot be written: {reason}", reason=why), file=path))
