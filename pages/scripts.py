"""Scripts: what calls are checked by; a change is tried on past calls before it counts."""

from ui import page
from ui.scripts.page import draw
from ui.words import _

draw(page.start(_("Scripts")))
