"""The search place: words in their surroundings, and one code on many passages at once."""
