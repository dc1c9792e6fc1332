"""Audits: needless debt calls, dealers without codes, wrong data on accounts; each with list and owner."""

from ui import page
from ui.audits import choice
from ui.words import _

view = page.start(_("Audits"))
subject = choice.switch()
view.headline(subject.headline())
subject.draw()
