"""Second processes of this program: how one is started, and how many are worth it."""

from __future__ import annotations

import os
import sys


def module_command(module: str, *words: str) -> list[str]:
    """What starts a module of this program in a process of its own.

    Not by forking: threads may hold locks.
    """
    # -P: what lies in the folder a person works in is no module of ours
    return [sys.executable, "-P", "-m", module, *words]


def processors() -> int:
    """Processor cores that this program may use; 1 where its interpreter cannot be started a second time."""
    if not sys.executable or getattr(sys, "frozen", False):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
