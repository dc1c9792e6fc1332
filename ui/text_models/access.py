"""Who sees models of texts: whoever may set causes right. Apart from the page, for the frame asks it too."""

from config.errors import SapaError
from ui.corrections.book import may_correct


def may_see() -> bool:
    """Trainers and managers too; learning and choosing a model stays with who decides for everybody."""
    try:
        return may_correct()
    except SapaError:
        return False
