"""Cases."""

from ui import page
from ui.words import _

view = page.start(_("Cases"))
