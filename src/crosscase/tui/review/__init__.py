"""Looking at codings whose text was edited: what was coded beside what stands there now."""
