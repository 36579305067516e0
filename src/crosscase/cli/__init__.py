"""The plain commands: one small file each."""
