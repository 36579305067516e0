"""The study on disk and in memory: texts, codebook, codings, and the one door for changes."""
