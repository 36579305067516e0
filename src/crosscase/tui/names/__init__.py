"""Looking at what may be a name, and putting pseudonyms in its place."""
