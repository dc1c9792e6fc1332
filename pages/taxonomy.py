"""Causes: what texts are sorted by, in plain words; a change is tried on past texts before it counts."""

from ui import page
from ui.taxonomy.page import draw
from ui.words import _

draw(page.start(_("Causes")))
