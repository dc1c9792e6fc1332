"""Erasing one customer: what is theirs is found, removed everywhere, and not taken in again."""
