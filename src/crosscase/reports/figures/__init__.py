"""Figures as pictures: what they show as values, how that is laid out on paper, and one module that draws."""
