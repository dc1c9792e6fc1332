"""What a call tells apart from its words: its course, its figures beside the usual, its script."""
