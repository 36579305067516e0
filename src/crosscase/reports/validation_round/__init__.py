"""What a validation round came to: who was asked and answered, what changed and why, where informants disagree."""
