"""Who else may write to a folder: which groups are ours alone, and whether further rights lie behind the mode."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ADMINISTRATORS = 0
_RIGHTS = "system.posix_acl_access"
"""Where Linux keeps the rights of single users and groups, whose most the bits of the group then tell."""


def shares_by_group(place: Path, group: int) -> bool:
    """Whether what the bits of a folder's group allow is allowed to somebody else, so far as this system tells.

    Parameters:
        group: the number of the folder's group.
    """
    return _gives_single_rights(place) or not is_ours_alone(group)


def is_ours_alone(group: int) -> bool:
    """Whether nobody but us is in a group, as in the one of their own that many systems give to each user.

    Not all users of a network can be listed, so the group has to bear our name, too. That of the administrators may be
    ours as it is: they can change everything anyway.
    """
    if sys.platform == "win32":
        return True
    import grp
    import pwd

    try:
        told, us = grp.getgrgid(group), pwd.getpwuid(os.geteuid())
        administrator = pwd.getpwuid(0)
    except KeyError:
        return False
    if not {*told.gr_mem} <= {us.pw_name, administrator.pw_name}:
        return False
    if group == _ADMINISTRATORS:
        return True
    return told.gr_name == us.pw_name and {one.pw_uid for one in pwd.getpwall() if one.pw_gid == group} <= {us.pw_uid}


def _gives_single_rights(place: Path) -> bool:
    if sys.platform != "linux":
        return False
    try:
        return _RIGHTS in os.listxattr(place)
    except OSError:
        return False  # this file system keeps no such rights
