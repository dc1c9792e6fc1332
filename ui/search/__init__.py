"""The search of the page of calls: what is wanted (and its address), its controls, answers, and hits."""
