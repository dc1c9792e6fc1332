"""Gemba walk: an executive on the spot, tablet in hand: the unit in 30 seconds, its process, its findings."""

from ui import cards, labels, page
from ui.gemba_walk import findings as gemba_findings
from ui.gemba_walk import process as gemba_process
from ui.gemba_walk import unit as gemba
from ui.words import _

view = page.start(_("Gemba walk"))
unit = gemba.chosen_unit()

if unit is None:
    gemba.choose_unit(view)
else:
    view.headline(labels.name("unit", unit))
    compared, findings = gemba.comparisons(unit), gemba_findings.of_unit(unit)
    process = gemba_process.process_of(unit)

    gemba.badges(compared)
    gemba.summary(compared, process, gemba_findings.summary_line(findings))
    if process is None:
        with cards.card("gemba_no_steps"):
            page.empty("gemba_steps", _("Too few process steps of this unit to be shown."))
    else:
        gemba_process.card(unit, process)
    gemba.figures(compared)
    gemba_findings.card(unit, findings)
    gemba_findings.write_button(unit, process)
