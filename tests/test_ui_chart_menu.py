"""The menu of a card: there where it opens something, and never a fault of an empty card."""

import pytest
from streamlit.testing.v1 import AppTest


def _card(count: int) -> None:
    import pandas as pd

    from ui import chart_menu

    chart_menu.menu(key="timeline", title="Half a year", frame=pd.DataFrame({"count": range(count)}))


@pytest.mark.parametrize("count", [0, 3])
def test_an_empty_card_has_no_menu_and_a_full_one_has(count: int) -> None:
    app = AppTest.from_function(_card, args=(count,), default_timeout=60)
    app.run()
    assert not app.exception
    assert len(app.get("menu_button")) == min(count, 1)
