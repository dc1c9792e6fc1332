"""Data health: how fresh, which sources, what was rejected and why, what could not be heard."""

from ui import health_cards, page
from ui.words import _

view = page.start(_("Data health"), with_filters=False)
sources = health_cards.sources()
view.headline(health_cards.headline(sources), _("Of the whole operator, whatever is filtered elsewhere"))

health_cards.figures(sources)
health_cards.sources_card(sources)
health_cards.quarantine_card(health_cards.rejected())
health_cards.failed_recordings_card()
