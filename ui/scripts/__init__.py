"""The page "Scripts": what calls are checked by, in plain words, and trying a change before it counts."""
