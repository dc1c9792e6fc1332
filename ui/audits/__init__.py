"""What is looked into on purpose: debt calls, dealers, wrong data; each a figure, a list and an owner."""
