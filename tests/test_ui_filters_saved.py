"""What somebody narrowed to is saved under a name, chosen again on any page, and shared as a link."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from journal.api import Journal
from tests.app_pages import open_page
from tests.tiny_warehouse import tiny_warehouse

EVERYONE = '[people.owner]\nrole = "administrator"\nunits = "all"\npersonal = true\n'


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    instance, _snapshot = tiny_warehouse(tmp_path_factory.mktemp("saved"))
    (instance.config / "people.toml").write_text(EVERYONE, "utf8")
    yield instance


def _link(app: AppTest) -> str:
    return next(block.value for block in app.code if "period=" in block.value)


def test_a_filter_is_saved_chosen_on_another_page_deleted_and_taken_back(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    book = Journal(tiny).filters
    app = open_page(monkeypatch, tiny, "overview.py", lang="en", unit="off1")
    app.text_input(key="saved_new_name").set_value("My office")
    next(button for button in app.button if button.label == "Save").click().run()
    assert [(one.name, one.address) for one in book.of("owner")] == [("My office", "unit=off1")]

    app = open_page(monkeypatch, tiny, "compare.py", lang="en", channel="phone", period="2022-01")
    app.selectbox(key="saved_filter").set_value(book.of("owner")[0].filter_id).run()
    assert (app.query_params["unit"], app.query_params["period"]) == ("off1", "2022-01")
    assert "channel" not in app.query_params, "a saved filter stands for itself, not on top of another"

    app.button(key="saved_delete").click().run()
    assert book.of("owner") == []
    app.button(key="saved_undo").click().run()
    assert [one.name for one in book.of("owner")] == ["My office"]


def test_a_link_shares_codes_and_the_period(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    app = open_page(monkeypatch, tiny, "compare.py", lang="en", unit="off1,cc1", channel="phone")
    assert _link(app).endswith("period=2022-02&unit=off1%2Ccc1&channel=phone")


def test_a_saved_code_that_is_gone_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch, tiny: Instance
) -> None:
    saved = Journal(tiny).filters.save("owner", "Old", "unit=closed,off1")
    app = open_page(monkeypatch, tiny, "compare.py", lang="en")
    app.selectbox(key="saved_filter").set_value(saved.filter_id).run()
    assert app.query_params["unit"] == "off1"
    assert any("closed" in caption.value for caption in app.caption)
