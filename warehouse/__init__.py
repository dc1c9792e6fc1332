"""The warehouse: snapshots built from what landed, and the metrics everybody asks for by name."""
