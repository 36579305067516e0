"""The code screen: read, select, code."""
