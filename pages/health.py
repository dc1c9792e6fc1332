"""Data health: how fresh, which sources, what was rejected and why, what changed, what could not be heard."""

from ui import page, restatements
from ui.health import alerts as health_alerts
from ui.health import cards as health_cards
from ui.health import data as health_data
from ui.health import history as health_history
from ui.health import kept as health_kept
from ui.health import quarantine as health_quarantine
from ui.health import sources as health_sources
from ui.words import _

view = page.start(_("Data health"), with_filters=False)
sources = health_data.sources()
view.headline(health_cards.headline(sources), _("Of the whole operator, whatever is filtered elsewhere"))

rejected = health_data.rejected()

health_cards.figures(sources)
health_sources.sources_card(sources, with_retry=rejected.empty)
health_quarantine.quarantine_card(rejected, sources)
restatements.card()
if health_data.sees_sources():
    health_history.corrections_card()
    health_history.late_card()
    health_history.runs_card()
    health_kept.kept_card()
    health_alerts.card()
health_cards.failed_recordings_card()
