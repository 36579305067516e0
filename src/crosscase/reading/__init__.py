"""Files people have become sources."""
