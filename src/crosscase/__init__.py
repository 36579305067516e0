"""Crosscase: a workbench for mixed-method case studies."""

__version__ = "0.1.0"
