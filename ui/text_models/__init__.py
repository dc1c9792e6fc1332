"""The page "Models of texts": what sorts texts now, how good it is, and what it would learn most from."""
