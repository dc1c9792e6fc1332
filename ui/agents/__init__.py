"""Agents: the board, one agent, what an agent sees of themselves, ratings that are gamed."""
