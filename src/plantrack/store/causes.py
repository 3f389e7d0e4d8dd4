"""Why the operating system refused something, where that is common: the rest it says in its own words."""

import errno
from collections.abc import Mapping

from plantrack.plan.sentences import Sentence, Value, say

DENIED = say("permission denied")
_CAUSES: Mapping[int, Sentence] = {
    errno.EACCES: DENIED,
    errno.EEXIST: say("file exists"),
    errno.EIO: say("input/output error"),
    errno.EISDIR: say("is a directory"),
    errno.ELOOP: say("too many levels of symbolic links"),
    errno.ENAMETOOLONG: say("file name too long"),
    errno.ENOENT: say("no such file or directory"),
    errno.ENOEXEC: say("exec format error"),
    errno.ENOSPC: say("no space left on device"),
    errno.ENOTDIR: say("not a directory"),
    errno.EPERM: say("operation not permitted"),
    errno.EROFS: say("read-only file system"),
}


def say_cause(error: OSError) -> Value:
    """Return why the operating system refused something."""
    return _CAUSES.get(error.errno or 0) or (error.strerror or str(error)).lower()
