"""The memos screen: what was thought, by what it is about."""
