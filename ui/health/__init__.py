"""What came in, what was refused, what is late, what is told to whom."""
