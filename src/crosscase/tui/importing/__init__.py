"""Bringing files into the study."""
