"""Compare: any figure between two periods or two segments, and whether the difference is real."""

from ui import compare_cards, page
from ui.words import _

view = page.start(_("Compare"))
choice = compare_cards.controls()
view.headline(
    compare_cards.headline(choice),
    " · ".join((choice.names[0], _("against {period}", period=choice.names[1]))),
)
compare_cards.sides_card(choice)
compare_cards.parts_card(choice)
compare_cards.control_card(choice)
