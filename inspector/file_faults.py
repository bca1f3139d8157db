"""Why a file can't be read or written, said in words; and putting files in place where others hold them."""

import os
import time
from collections.abc import Callable, Sequence
from errno import (
    EACCES,
    EBUSY,
    EDQUOT,
    EEXIST,
    EINVAL,
    EIO,
    EISDIR,
    ENAMETOOLONG,
    ENODEV,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    ENXIO,
    EPERM,
    EROFS,
)
from pathlib import Path

from inspector.errors import Refused, Unreachable
from inspector.words import N_

REASONS = {
    ENOENT: N_("it is not there"),
    ENOTDIR: N_("a part of the way there is no folder"),
    EACCES: N_("access is not allowed, or another program has it open"),
    EPERM: N_("access is not allowed, or another program has it open"),
    EBUSY: N_("another program has it open"),
    EISDIR: N_("it is a folder"),
    EEXIST: N_("there is one already"),
    EINVAL: N_("the name is not possible there"),
    ENAMETOOLONG: N_("the name is too long"),
    ENOSPC: N_("the disk is full"),
    EDQUOT: N_("the disk is full"),
    EROFS: N_("nothing can be written there"),
    EIO: N_("the disk can't read or write it"),
    ENODEV: N_("the disk or stick does not answer"),
    ENXIO: N_("the disk or stick does not answer"),
}
"""What the system\'s commonest refusals are called."""
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the attempts to replace a file that a scanner of viruses looks at for a moment."""
ON_WINDOWS = os.name == "nt"


def why(error: OSError) -> Unreachable:
    """Say the reason of ``error`` as a value for another sentence; the system's own words where none fits."""
    known = REASONS.get(error.errno or 0)
    return Unreachable(known) if known else Unreachable("{words}", words=error.strerror or str(error))


def put_in_place(
    fresh: Path,
    target: Path,
    *,
    on_windows: bool = ON_WINDOWS,
    pauses: Sequence[float] = PAUSES,
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Give the finished file ``fresh`` the name ``target``, in the place of what had it.

    Windows refuses while any program has either open: it is tried again for a moment. Raises Refused when
    that does not help; elsewhere raises what the system does.
    """
    for pause in pauses if on_windows else ():
        try:
            fresh.replace(target)
        except PermissionError:
            wait(pause)
        else:
            return
    try:
        fresh.replace(target)
    except PermissionError as error:
        if not on_windows:
            raise
        raise Refused(
            N_("{name} is open in another program. Close it there and try again."), name=target.name
        ) from error
