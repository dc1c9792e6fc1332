"""Speech queue: which calls wait to be heard, how long that takes, and what could not be heard."""

from ui.queue import board

board.draw()
