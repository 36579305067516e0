"""What knows about language: spellings that count as the same, words that are near each other."""
