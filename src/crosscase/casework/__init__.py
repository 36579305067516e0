"""Case descriptions written from the evidence, and the rounds in which informants validate them."""
