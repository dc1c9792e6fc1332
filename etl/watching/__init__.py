"""Seeing what arrives: which files are complete, which source is silent, when somebody last looked."""
