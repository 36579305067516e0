"""What `scripts/synthetic_responses.py` is made of."""
