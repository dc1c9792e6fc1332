"""Pay by quality: figures, contests, closing a month."""
