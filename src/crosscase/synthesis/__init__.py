"""From codings to what is said across cases: retrieval, and what builds on it."""
