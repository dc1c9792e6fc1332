"""Models: found, chosen, installed whole or not at all, and known to be as they were installed."""

import hashlib
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.errors import SapaError, WrongUse
from config.instance import Instance
from tests.transcribe_sounds import MODELS, new_instance, without_other_models
from transcribe import install, manifest, models, recogniser
from transcribe.choice import choose
from transcribe.errors import ModelError, NoNetwork

FULL = "vosk-model-small-ru-0.22"


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    without_other_models(monkeypatch)
    return new_instance(tmp_path / "home")


def zipped(archive: Path, name: str = FULL) -> Path:
    """A zip like the vendor's: one folder with the model in it."""
    with zipfile.ZipFile(archive, "w") as target:
        for file in manifest.model_files(MODELS / "tiny-ru"):
            target.write(file, f"{name}/{file.relative_to(MODELS / 'tiny-ru').as_posix()}")
    return archive


def test_the_demo_models_are_found_when_nothing_else_is(instance: Instance) -> None:
    used = models.in_use(instance)
    assert {language: model.name for language, model in used.items()} == {
        "en": "tiny-en", "kk": "tiny-kk", "ru": "tiny-ru",
    }  # fmt: skip
    assert all(model.is_demo for model in used.values())


def test_a_full_model_is_used_as_soon_as_it_is_there(instance: Instance, tmp_path: Path) -> None:
    install.install_from(instance.models, zipped(tmp_path / f"{FULL}.zip"))
    assert models.in_use(instance)["ru"].name == FULL
    assert not models.in_use(instance)["ru"].is_demo
    models.use(instance, "tiny-ru")
    assert models.in_use(instance)["ru"].name == "tiny-ru"


def test_demonstration_and_full_models_never_hear_the_same_call(instance: Instance, tmp_path: Path) -> None:
    install.install_from(instance.models, zipped(tmp_path / f"{FULL}.zip"))
    used = models.in_use(instance)
    assert [model.name for model in choose(used, None).models] == [FULL]
    assert [model.name for model in choose(used, "ru").models] == [FULL]
    assert {model.name for model in choose(used, "kk").models} == {"tiny-en", "tiny-kk"}


def test_sapa_models_names_a_folder_of_models_or_one(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(MODELS / "tiny-ru", tmp_path / "more" / FULL)
    for value in (tmp_path / "more", tmp_path / "more" / FULL):
        monkeypatch.setenv("SAPA_MODELS", str(value))
        assert models.in_use(instance)["ru"].name == FULL


@pytest.mark.parametrize(
    ("name", "language"),
    [("vosk-model-small-kz-0.15", "kk"), ("vosk-model-en-us-0.22", "en"), ("vosk-model-ru-0.42", "ru"),
     ("tiny-kk", "kk"), ("my-model", "")],
)  # fmt: skip
def test_the_name_tells_the_language(name: str, language: str) -> None:
    assert models.language_of(name) == language


def test_an_unknown_model_is_answered_with_those_there_are(instance: Instance) -> None:
    with pytest.raises(WrongUse, match="did you mean tiny-ru"):
        models.named(instance, "tny-ru")


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt", "a/../../outside.txt", "C:/outside.txt"])
def test_a_zip_that_reaches_outside_is_refused_whole(instance: Instance, tmp_path: Path, name: str) -> None:
    archive = zipped(tmp_path / f"{FULL}.zip")
    with zipfile.ZipFile(archive, "a") as target:
        target.writestr(name, "caught")
    with pytest.raises(ModelError, match="outside"):
        install.install_from(instance.models, archive)
    assert not list(tmp_path.rglob("outside.txt"))
    assert [path.name for path in instance.models.iterdir()] == [".lock"]


def test_a_zip_with_a_link_is_refused(instance: Instance, tmp_path: Path) -> None:
    archive = zipped(tmp_path / f"{FULL}.zip")
    link = zipfile.ZipInfo(f"{FULL}/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(archive, "a") as target:
        target.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError, match="link"):
        install.install_from(instance.models, archive)


def test_a_damaged_or_foreign_zip_leaves_nothing_behind(instance: Instance, tmp_path: Path) -> None:
    whole = zipped(tmp_path / f"{FULL}.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "changed.zip").write_bytes(whole[:5000] + b"\0\0\0\0" + whole[5004:])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as target:
        target.writestr("readme.txt", "no model")
    for name in ("cut.zip", "changed.zip", "other.zip"):
        with pytest.raises(SapaError) as caught:
            install.install_from(instance.models, tmp_path / name)
        assert "\n" not in str(caught.value)
    assert [path.name for path in instance.models.iterdir()] == [".lock"]


def test_four_changed_bytes_are_noticed(instance: Instance, tmp_path: Path) -> None:
    model = install.install_from(instance.models, zipped(tmp_path / f"{FULL}.zip"))
    assert manifest.changed_files(model.folder) == []
    network = model.folder / "am" / "final.mdl"
    content = bytearray(network.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4] = b"\1\2\3\4"
    network.write_bytes(bytes(content))
    assert manifest.changed_files(model.folder) == ["am/final.mdl"]


def test_a_cut_model_is_one_line_and_not_a_crash(instance: Instance, tmp_path: Path) -> None:
    model = install.install_from(instance.models, zipped(tmp_path / f"{FULL}.zip"))
    network = model.folder / "am" / "final.mdl"
    network.write_bytes(network.read_bytes()[:1000])
    with pytest.raises(ModelError, match="missing or cut"):
        choose(models.in_use(instance), "ru")
    with pytest.raises(ModelError, match="cannot load"):
        recogniser.load(model.folder)


def test_without_a_network_one_line_says_how_to_do_it_by_hand(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAPA_MODELS_URL", "http://127.0.0.1:9/models")
    with pytest.raises(NoNetwork) as caught:
        install.install(instance.models, "small-ru")
    assert f"127.0.0.1:9/models/{FULL}.zip" in str(caught.value)
    assert "--from FILE.zip" in str(caught.value)
    assert "\n" not in str(caught.value)


class Vendor(BaseHTTPRequestHandler):
    """Serves a folder with ranges; the first answer of each file breaks off in the middle."""

    def __init__(self, folder: Path, broken: set[str], ranges: list[str], *args: object) -> None:
        self.folder, self.broken, self.ranges = folder, broken, ranges
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        file = self.folder / Path(self.path).name
        content = file.read_bytes()
        asked = self.headers.get("Range")
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
        self.ranges.append(asked or "")
        self.send_response(206 if asked else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        end = len(content)
        if file.suffix == ".zip" and file.name not in self.broken:
            self.broken.add(file.name)
            end = len(content) // 2
        self.wfile.write(content[start:end])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def vendor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, list[str]]]:
    """A folder served like the vendor's, with a model and the list of models; and the ranges asked for."""
    folder = tmp_path / "vendor"
    folder.mkdir()
    archive = zipped(folder / f"{FULL}.zip")
    digest = hashlib.md5(archive.read_bytes()).hexdigest()
    entry = {"name": FULL, "lang": "ru", "md5": digest, "size": archive.stat().st_size, "obsolete": "false"}
    (folder / "model-list.json").write_text(json.dumps([entry]), "utf8")
    ranges: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Vendor, folder, set(), ranges))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("SAPA_MODELS_URL", f"http://127.0.0.1:{server.server_address[1]}")
    yield folder, ranges
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_interrupted_download_goes_on_where_it_stopped(
    instance: Instance, vendor: tuple[Path, list[str]]
) -> None:
    model = install.install(instance.models, "small-ru")
    assert (model.name, model.language) == (FULL, "ru")
    assert any(asked.startswith("bytes=") for asked in vendor[1])
    assert manifest.changed_files(model.folder) == []
    assert sorted(path.name for path in instance.models.iterdir()) == [".lock", FULL]


def test_a_download_that_differs_from_the_list_is_not_installed(
    instance: Instance, vendor: tuple[Path, list[str]]
) -> None:
    listed = vendor[0] / "model-list.json"
    listed.write_text(listed.read_text("utf8").replace('"md5": "', '"md5": "0'), "utf8")
    with pytest.raises(ModelError, match="damaged"):
        install.install(instance.models, "small-ru")
    assert [path.name for path in instance.models.iterdir()] == [".lock"]
