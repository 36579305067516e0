"""The validation screen: who has answered, what they said, and what becomes of it."""
