"""The place of synthesis: cases beside codes, what was written of them, how codes go together, themes."""
