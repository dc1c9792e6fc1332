"""Models of texts that learn from labelled rows: causes and sentiment; loaded when one is used."""
