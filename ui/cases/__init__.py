"""Cases: how long they take, which wait and whose they are, one case whole, and whom a number belongs to."""
