"""How long what is kept: rules of retention, what they remove, and the record of it."""
