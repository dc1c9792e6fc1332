"""The page "Connect a source", as an administrator uses it and as nobody else may."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from config.instance import Instance
from etl.api import connect
from etl.declaration import read_declaration
from tests.app_pages import open_page, start_app, text_of
from tests.etl_instances import landed, new_instance
from tests.test_etl_connect import PHONE, case_list, survey_book
from ui.connecting import told as connect_told
from ui.connecting import words as connect_words

MANAGER = '[people.boss]\nrole = "manager"\nunits = "all"\npersonal = true\n'
NO_NAMES = '[people.admin]\nrole = "administrator"\nunits = "all"\npersonal = false\n'


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """A fresh instance: nothing declared, nothing loaded, one administrator."""
    yield new_instance(tmp_path / "operator")


def _start(monkeypatch: pytest.MonkeyPatch, instance: Instance, file: Path) -> AppTest:
    """The page with ``file`` uploaded. In Russian: AppTest formats options as the default language does."""
    app = open_page(monkeypatch, instance, "connect.py", lang="ru")
    app.file_uploader[0].set_value((file.name, file.read_bytes(), "application/octet-stream")).run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def test_a_workbook_goes_from_upload_to_figures(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    app = _start(monkeypatch, instance, survey_book(tmp_path / "Опрос 2024-03.xlsx"))
    said = text_of(app)
    assert "лист «Ответы», всего листов 2" in said.replace("\\", "")
    assert "**1 марта 2024**" in said and PHONE not in said
    app.button(key="connect_next").click().run()
    assert "Загрузятся строк: 120 из 120" in text_of(app)
    app.button(key="connect_next").click().run()
    assert app.text_input(key="connect_name").value == "opros"
    assert app.text_input(key="connect_path").value == "incoming/Опрос *.xlsx"
    app.button(key="connect_load").click().run()
    assert "Загружено строк: 120 из 120" in _until_done(app)
    assert read_declaration(instance.sources / "opros.toml").sheet == "Ответы"
    assert len(landed(instance, "surveys", "survey_id")) == 120
    assert not list((instance.home / "incoming").iterdir()) and not list(
        (instance.journal / "drafts").glob("*")
    )
    app.switch_page("pages/nps.py").run()
    assert not app.exception and "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}40" in text_of(app)


def _until_done(app: AppTest) -> str:
    until = time.monotonic() + 60
    while not any(button.key == "connect_again" for button in app.button):
        assert time.monotonic() < until
        time.sleep(0.2)
        app.run()
    return text_of(app)


def test_a_wrong_column_is_corrected_and_the_correction_undone(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    app = _start(monkeypatch, instance, case_list(tmp_path / "Жалобы.csv"))
    assert "кириллица Windows (cp1251)" in text_of(app).replace("\\", "")
    assert app.selectbox(key="column_recalculation").value == "Перерасчёт"
    app.selectbox(key="column_recalculation").set_value("").run()
    assert "не используются: Перерасчёт" in text_of(app)
    app.selectbox(key="word_map_kind_0").set_value("appeal").run()
    app.button(key="connect_next").click().run()
    app.button(key="connect_next").click().run()
    toml = app.code[0].value
    assert "recalculation" not in toml and '"Жалоба" = "appeal"' in toml
    app.button(key="connect_back").click().run()
    app.button(key="connect_back").click().run()
    app.button(key="connect_undo").click().run()
    assert app.selectbox(key="word_map_kind_0").value == "complaint"
    app.button(key="connect_undo_all").click().run()
    assert app.selectbox(key="column_recalculation").value == "Перерасчёт"


def test_what_the_file_does_not_tell_is_asked_with_the_dates_in_words(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    days = [f"{n * 5 % 12 + 1:02}/{n * 7 % 12 + 1:02}/2024" for n in range(60)]
    rows = [f"T{n},{day},Parked,{PHONE}" for n, day in enumerate(days)]
    file = tmp_path / "tickets.csv"
    file.write_text("Ticket,Created,State,Phone\n" + "\n".join(rows), "utf8")
    app = _start(monkeypatch, instance, file)
    app.selectbox(key="connect_contract").set_value("cases").run()
    assert app.button(key="connect_next").disabled
    asked = {radio.key: radio for radio in app.radio if str(radio.key).startswith("question_")}
    (dates,) = [radio for key, radio in asked.items() if "date" in str(key)]
    assert list(dates.options) == ["dd/mm/yyyy", "mm/dd/yyyy"]
    dates.set_value("mm/dd/yyyy").run()
    assert "**2 июня 2024**" not in text_of(app)
    (kind,) = [radio for radio in app.radio if "kind" in str(radio.key)]
    kind.set_value("complaint").run()
    assert not app.button(key="connect_next").disabled


def test_a_hostile_file_gives_a_line_and_a_way_out(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(bytes(range(256)) * 40)
    app = _start(monkeypatch, instance, file)
    assert "это не текст и не таблица" in text_of(app)
    app.button(key="connect_other").click().run()
    assert app.title[0].value == "Подключить источник"


def test_markup_of_a_file_is_shown_as_it_stands(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    head = "Survey Id,Survey Date,Score (0-10),**Comment** <script>alert(1)</script>,:red[x]"
    rows = [f"s{n},2024-03-{n % 28 + 1:02},{n % 11},<b>late</b> [x](javascript:y),a" for n in range(60)]
    file = tmp_path / "<b>x</b>.csv"
    app = open_page(monkeypatch, instance, "connect.py", lang="ru")
    content = "\n".join([head, *rows]).encode()
    app.file_uploader[0].set_value((file.name, content, "text/csv")).run()
    assert not app.exception
    shown = [part.value for part in (*app.markdown, *app.caption)]
    assert not any("<script>" in one or ":red[x]" in one or "](javascript" in one for one in shown)


def test_a_reload_of_the_browser_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    app = _start(monkeypatch, instance, case_list(tmp_path / "Жалобы.csv"))
    app.selectbox(key="column_recalculation").set_value("").run()
    later = open_page(monkeypatch, instance, "connect.py", lang="ru")
    assert "Вы подключали «Жалобы.csv»" in text_of(later).replace("\\", "")
    later.button(key="connect_go_on").click().run()
    assert later.selectbox(key="column_recalculation").value == ""


def test_a_name_in_use_is_replaced_only_when_told(
    monkeypatch: pytest.MonkeyPatch, instance: Instance, tmp_path: Path
) -> None:
    (instance.sources / "zhaloby.toml").write_text('contract = "surveys"\npath = "x"\n', "utf8")
    case_list(instance.home / "incoming" / "Жалобы.csv")
    app = open_page(monkeypatch, instance, "connect.py", lang="ru")
    app.selectbox(key="connect_waiting").set_value("Жалобы.csv").run()
    app.button(key="connect_next").click().run()
    app.button(key="connect_next").click().run()
    assert app.button(key="connect_save").disabled
    app.checkbox(key="connect_replace").check().run()
    app.button(key="connect_save").click().run()
    assert "Сохранено" in text_of(app) and "bak" in text_of(app)
    assert read_declaration(instance.sources / "zhaloby.toml").contract == "cases"


def test_nobody_but_an_administrator_connects(monkeypatch: pytest.MonkeyPatch, instance: Instance) -> None:
    (instance.config / "people.toml").write_text(MANAGER, "utf8")
    app = open_page(monkeypatch, instance, "connect.py", lang="en")
    assert "connected by administrators" in text_of(app)
    assert not app.file_uploader and not app.selectbox(key="connect_waiting") if app.selectbox else True


def test_an_administrator_without_personal_data_sees_no_files_of_the_server(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    (instance.config / "people.toml").write_text(NO_NAMES, "utf8")
    case_list(instance.home / "incoming" / "one.csv")
    app = open_page(monkeypatch, instance, "connect.py", lang="en")
    assert "which your role does not show" in text_of(app) and app.file_uploader


def test_the_first_page_of_a_fresh_instance_still_opens(
    monkeypatch: pytest.MonkeyPatch, instance: Instance
) -> None:
    app = start_app(monkeypatch, instance, lang="en")
    app.run()
    assert not app.exception and app.title[0].value == "No data yet"


def test_day_and_month_change_places() -> None:
    assert connect_told.swapped("dd/mm/yyyy HH:MM") == "mm/dd/yyyy HH:MM"
    assert connect_told.swapped("yyyy-mm-dd") == "yyyy-dd-mm"
    assert connect_told.swapped("iso") == "yyyy-dd-mm" and connect_told.swapped("unix") == ""


def test_another_record_type_begins_the_mapping_anew() -> None:
    told = {"encoding": "cp1251", "columns": {"score": "Балл"}, "scale": {"score": [0, 10]}}
    assert connect_told.with_contract(told, "cases") == {"encoding": "cp1251", "contract": "cases"}


def test_a_message_of_the_etl_is_said_in_the_language_of_the_session() -> None:
    told = "a b.csv: is empty; export it again."
    assert connect_words.problem(told) == "a b.csv: файл пуст; выгрузите его снова."
    assert connect_words.problem("something new") == "something new"


def test_every_field_has_a_title_in_the_language_of_the_reader() -> None:
    names = {name for contract in connect.CONTRACTS.values() for name in contract.names}
    english = {name for name in names if connect_words.field_title(name).isascii()}
    assert not english, "add them to ui/connecting/fields.py and to the catalogues"
