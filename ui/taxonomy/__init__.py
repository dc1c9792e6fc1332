"""The page "Causes": the tree texts are sorted by, and trying a change of it before it counts."""
