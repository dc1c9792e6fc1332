"""From declared sources to landed, masked, checked rows; from these to a published snapshot."""
