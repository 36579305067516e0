"""What the synthesis station hands out: matrices, framework, relations between codes, joint displays, as documents."""
