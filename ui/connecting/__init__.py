"""Connect a file, step by step: look, map, try, save, load."""
