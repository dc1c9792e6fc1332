"""A digest arrives with its files, once; its figures are those of the metric command; nobody is named."""

import base64
import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from config.cli import exit_code
from config.errors import WrongUse
from config.instance import Instance
from etl.__main__ import app
from etl.telling.digest import BriefWish, brief_file, digest, make
from reports.drawing import Label
from tests.told_instances import Postbox, beside, open_postbox
from warehouse.__main__ import app as warehouse_app
from warehouse.labels import labels
from warehouse.scope import NOBODY, OWNER, Scope
from warehouse.snapshot import current

pytestmark = pytest.mark.demo
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


def receiver(url: str, *, language: str = "en") -> str:
    return (
        f'[[receiver]]\nname = "altyn"\nurls = ["{url}"]\nlanguage = "{language}"\nunits = ["cc_altyn"]\n'
        "digest = true\n"
    )


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1, "one page of A4"
    return " ".join(reader.pages[0].extract_text().replace("\u00a0", " ").split())


def test_a_digest_is_sent_once_with_both_files(demo: Instance, tmp_path: Path, postbox: Postbox) -> None:
    instance = beside(demo, tmp_path / "operator", receiver(postbox.url, language="kk"))
    assert digest(instance).sent_to
    again = digest(instance)
    assert again.lines[0].endswith("was sent before")
    (message,) = postbox.taken
    assert "25.07 – 31.07.2022" in message["title"]
    html, pdf = (base64.b64decode(one["base64"]) for one in message["attachments"])
    assert html.decode().startswith('<!doctype html>\n<html lang="kk">')
    assert "Жауап бергендер үлесі" in text_of(pdf), "Kazakh letters can be read in the PDF"


def test_a_dry_run_writes_files_and_sends_nothing(
    demo: Instance, tmp_path: Path, postbox: Postbox, capsys: Capture
) -> None:
    instance = beside(demo, tmp_path / "operator", receiver(postbox.url))
    to = ["--to", str(tmp_path / "out"), "--home", str(instance.home)]
    assert exit_code(app, "etl", ["digest", "--dry-run", *to]) == 0
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == ["sapa-2022-W30-cc_altyn-en.html", "sapa-2022-W30-cc_altyn-en.pdf"]
    assert not postbox.taken
    assert not list(instance.landing.iterdir())


def test_what_could_not_be_sent_is_sent_next_time(demo: Instance, tmp_path: Path, postbox: Postbox) -> None:
    instance = beside(demo, tmp_path / "operator", receiver(postbox.url))
    postbox.status = 500
    assert digest(instance).lines[0].endswith("not sent")
    postbox.status = 200
    assert digest(instance).lines[0].endswith(": sent")


def test_the_figures_are_those_of_the_metric_command(demo: Instance, tmp_path: Path, capsys: Capture) -> None:
    home = ["--home", str(demo.home)]
    for kind in ("pdf", "html"):
        to = ["--format", kind, "--by", "week", "--language", "en", "--to", str(tmp_path)]
        assert exit_code(app, "etl", ["brief", "cc_altyn", *to, *home]) == 0
    pdf = text_of((tmp_path / "sapa-2022-W30-cc_altyn-en.pdf").read_bytes())
    html = (tmp_path / "sapa-2022-W30-cc_altyn-en.html").read_text("utf8")
    words = " ".join(re.sub("<[^>]+>", " ", html).replace("\u2060", "").replace("\u00a0", " ").split())
    for name in ("nps", "response_rate", "ar"):
        capsys.readouterr()
        asked = ["metric", name, "--from", "2022-07-25", "--to", "2022-08-01", "--filter", "unit=cc_altyn"]
        assert exit_code(warehouse_app, "warehouse", [*asked, "--format", "csv", *home]) == 0
        (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
        unit = "%" if name == "response_rate" else ""
        said = f"{row['value']}{unit} {row['low']}…{row['high']} {int(row['count']):,}"
        assert said in pdf
        assert said in words


def test_a_brief_names_no_person_and_reaches_for_nothing(demo: Instance, tmp_path: Path) -> None:
    to = ["--format", "html", "--to", str(tmp_path), "--home", str(demo.home)]
    assert exit_code(app, "etl", ["brief", "all", *to]) == 0
    (file,) = tmp_path.iterdir()
    text = file.read_text("utf8")
    assert not re.search(r"<script|https?:|//|src=|href=|url\(|@import|javascript:| on\w+=", text)
    names = labels(current(demo), "agent", "ru", OWNER).values()
    assert names and not [name for name in names if name in text]


def test_wrong_words_are_answered_with_those_that_there_are(demo: Instance, capsys: Capture) -> None:
    for wrong, told in (
        (["cc_altin"], "cc_altyn"), (["all", "--format", "doc"], "html"), (["all", "--by", "day"], "week"),
        (["all", "--language", "de"], "ru"),
    ):  # fmt: skip
        assert exit_code(app, "etl", ["brief", *wrong, "--home", str(demo.home)]) == 2
        assert told in capsys.readouterr().err


def test_without_receivers_it_says_how_to_have_one(demo: Instance, tmp_path: Path, capsys: Capture) -> None:
    instance = beside(demo, tmp_path / "operator")
    assert exit_code(app, "etl", ["digest", "--home", str(instance.home)]) == 3
    assert "digest = true" in capsys.readouterr().err


def test_who_takes_a_brief_along_gets_what_they_may_see(demo: Instance) -> None:
    snapshot = current(demo)
    manager = Scope("m", "manager", ("cc_altyn",), None, True)
    wish = BriefWish("cc_samal", "month", date(2022, 7, 1), "en", "html")
    with pytest.raises(WrongUse, match="cc_altyn"):
        brief_file(demo, snapshot, manager, wish)
    own, everything = (
        make(demo, snapshot, who, "all", language="en", day=date(2022, 7, 1), grain="month")
        for who in (manager, OWNER)
    )
    assert own.figures != everything.figures
    nothing = make(demo, snapshot, NOBODY, "all", language="en", day=date(2022, 7, 1), grain="month")
    assert {figure.value for figure in nothing.figures} == {"—"}
    assert not nothing.parts


def test_a_clear_change_is_explained_by_its_parts(demo: Instance) -> None:
    second = make(demo, current(demo), OWNER, "all", language="en", grain="quarter", day=date(2022, 4, 1))
    (why,) = [part for part in second.parts if part.title.startswith("NPS rose by")]
    assert why.picture is not None
    written = [shape.text.replace("−", "-") for shape in why.picture.shapes if isinstance(shape, Label)][1::2]
    before, *effects, now = (float(text) for text in written)
    assert abs(before + sum(effects) - now) < 0.05 * (len(effects) + 2), (
        "written steps add up but for rounding"
    )
