"""A question is known by its words, as no recogniser writes its mark."""

import pytest

from text.api import asking
from warehouse import engine


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("когда к вам приедет мастер", True),
        ("хорошо чем могу помочь", True),
        ("телефон нөмірін айтыңызшы", True),
        ("сізге қалай көмектесе аламын", True),
        ("may i have your phone number please", True),
        ("Вы ещё здесь?", True),
        ("я отключил интернет два дня назад", False),
        ("потому что мастер не приехал", False),
        ("некоторые каналы пропали", False),
        ("жақсы рахмет сау болыңыз", False),
        ("thank you for calling goodbye", False),
        ("", False),
    ],
)
def test_a_question_is_known_by_its_words(said: str, expected: bool) -> None:
    with engine.memory() as connection:
        found = connection.execute(
            "select regexp_matches(lower($said), $asks)", {"said": said, "asks": asking()}
        ).fetchone()
    assert found == (expected,)
