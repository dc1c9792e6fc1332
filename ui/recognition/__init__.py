"""How well calls are recognised: the last evaluation, earlier ones, what the figures mean."""
