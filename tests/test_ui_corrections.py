"""A wrong cause is set right where the text is listed: it shows at once, and can be taken back."""

import hashlib

import pandas as pd
import pytest

from config.instance import Instance
from journal.api import Journal, corrections
from tests.app_pages import open_page, text_of
from tests.tiny_warehouse import tiny_warehouse

QUALITY = '[people.one]\nrole = "head_of_quality"\nunits = "all"\npersonal = true\n'
FIGURES = '[people.one]\nrole = "executive"\nunits = "all"\npersonal = false\n'
ASKED = "A wrong cause?"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return tiny_warehouse(tmp_path_factory.mktemp("corrections"))[0]


def _cases(tables: list[pd.DataFrame]) -> pd.DataFrame:
    return next(one for one in tables if "Text" in one.columns)


def test_what_was_set_right_shows_in_the_list_at_once_and_undone_no_more(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    (tiny.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, tiny, "complaints.py", lang="en")
    assert ASKED in text_of(app)
    shown = _cases([table.value for table in app.dataframe])
    text, before = shown["Text"].iloc[0], shown["Category"].iloc[0]
    digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    Journal(tiny).corrections.correct(digest, [], ["praise"], "one")
    app.run()
    now = _cases([table.value for table in app.dataframe])
    assert now.loc[now["Text"] == text, "Category"].tolist() == ["Praise"] and before != "Praise"
    Journal(tiny).corrections.undo(digest, "one")
    app.run()
    again = _cases([table.value for table in app.dataframe])
    assert again["Category"].tolist() == shown["Category"].tolist()


def test_who_reads_no_texts_sets_none_right(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    (tiny.config / "people.toml").write_text(FIGURES, "utf8")
    assert ASKED not in text_of(open_page(monkeypatch, tiny, "complaints.py", lang="en"))


def test_a_text_that_teaches_is_set_right_by_one_click_and_taken_back(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    (tiny.config / "people.toml").write_text(QUALITY, "utf8")
    app = open_page(monkeypatch, tiny, "models.py", lang="en", period="2022-02")
    assert "Rules find the causes" in text_of(app) and "nothing was learned yet" in text_of(app)
    chosen = app.multiselect[-1]
    chosen.set_value(["staff_rude"]).run()
    save = next(one for one in reversed(app.button) if str(one.key).startswith("correct_save_teach_"))
    save.click().run()
    assert not app.exception and "Set right by one" in text_of(app)
    assert [one.category_ids for one in corrections(tiny)] == [("staff_rude",)]
    undo = next(one for one in app.button if str(one.key).startswith("correct_undo_"))
    undo.click().run()
    assert not app.exception and corrections(tiny) == []
