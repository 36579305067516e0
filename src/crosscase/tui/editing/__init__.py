"""Editing the text of a source."""
