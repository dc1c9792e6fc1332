"""Models of texts: what answers now, figures on rows kept back, learning again, texts that teach most."""

from ui import page
from ui.text_models.page import draw
from ui.words import _

draw(page.start(_("Models of texts")))
