"""What a study hands out, put together from its stations as documents."""
