"""Recognition: how many words are heard wrongly, whether confidence can be trusted, how to measure it."""

from ui.recognition import board

board.draw()
