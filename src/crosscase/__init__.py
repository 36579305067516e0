"""Crosscase: a workbench for mixed-method case studies."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "open_study"]

if TYPE_CHECKING:
    from crosscase.api import open_study


def __getattr__(name: str) -> object:
    # `crosscase --version` and the first frame must not pay for what only scripts use
    if name == "open_study":
        return import_module("crosscase.api").open_study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
