"""Case descriptions as documents and data, and the outline that one begins to write from."""
