"""The transcript: text with its codings in the margin, at any length."""
