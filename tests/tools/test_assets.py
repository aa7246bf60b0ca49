"""The design system's files: nothing that may not be used here, or that breaks hashed names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import ROOT, assets

BEFORE = (
    "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
    ".a{font-family:GDS Transport,arial,sans-serif;background:url(/assets/images/icon.svg)}"
    '.b{font-family:"GDS Transport", Arial, sans-serif;mask:url("/assets/images/govuk-crest.svg")}'
    "\n/*# sourceMappingURL=x.css.map */"
)


@pytest.fixture(scope="module")
def vendor():
    """The files as `make assets` left them."""
    assert assets.OUT.is_dir(), "run `make assets` first"
    return assets.OUT


def npm_tree(root: Path) -> Path:
    """What npm would have installed, in small."""
    for name in assets.WANTED:
        source = root / name
        if source.suffix or source.name == "LICENSE":
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(
                BEFORE if source.suffix == ".css" else "export{a};\n//# sourceMappingURL=a.map"
            )
        else:
            source.mkdir(parents=True)
            for picture in ("icon.svg", "govuk-logotype-crown.png", "moj-opengraph-image.png"):
                (source / picture).write_text("<svg/>")
    fonts = root / "@fontsource/atkinson-hyperlegible-next/files"
    fonts.mkdir()
    for weight in (*assets.WEIGHTS, 500):
        (fonts / assets.FONT_FILE.format(weight=weight)).write_bytes(b"wOF2")
    return root


def test_clean_takes_out_what_is_not_ours_to_use():
    after = assets.clean("x.css", BEFORE)
    assert "GDS" not in after
    assert "@font-face" not in after
    assert "sourceMappingURL" not in after
    assert after.count('"Atkinson Hyperlegible Next", Arial, "Liberation Sans", sans-serif') == 2
    assert "url(assets/images/icon.svg)" in after
    assert "mask:none" in after


@pytest.mark.parametrize(
    "left",
    [
        ".a{font-family:GDS Transport}",
        '.a{background:url("https://example.com/x.png")}',
        ".a{background:url(/static/x.png)}",
        '@import "other.css";',
    ],
)
def test_clean_refuses_what_it_could_not_take_out(left):
    with pytest.raises(ValueError, match="needs another rule"):
        assets.clean("x.css", left)


def test_build_keeps_only_what_pages_need(tmp_path):
    out = tmp_path / "static-vendor"
    assets.build(npm_tree(tmp_path / "node_modules"), out)
    names = {path.name for path in out.rglob("*") if path.is_file()}
    assert "icon.svg" in names
    assert not {name for name in names if assets.NOT_OURS_TO_USE.search(name)}
    assert {name for name in names if name.endswith("woff2")} == {
        assets.FONT_FILE.format(weight=weight) for weight in (400, 700)
    }
    assert not out.with_name("static-vendor.new").exists()


def test_build_that_fails_leaves_the_former_files(tmp_path):
    out = tmp_path / "static-vendor"
    modules = npm_tree(tmp_path / "node_modules")
    assets.build(modules, out)
    (modules / "govuk-frontend/dist/govuk/govuk-frontend.min.css").write_text("@import 'x';")
    with pytest.raises(ValueError, match="needs another rule"):
        assets.build(modules, out)
    assert (out / "fonts/fonts.css").exists()


def test_ensure_twice_fetches_once_and_again_when_the_lock_changes(tmp_path, monkeypatch):
    fetched = []

    def fetch():
        fetched.append(1)
        return npm_tree(tmp_path / f"node_modules{len(fetched)}")

    monkeypatch.setattr(assets, "fetch", fetch)
    assert assets.ensure(tmp_path / "out") is True
    assert assets.ensure(tmp_path / "out") is False
    monkeypatch.setattr(assets, "stamp_text", lambda: "another lock")
    assert assets.ensure(tmp_path / "out") is True
    assert len(fetched) == 2


def test_vendored_files_hold_nothing_that_is_not_ours_to_use(vendor):
    files = [path for path in vendor.rglob("*") if path.suffix in {".css", ".js"}]
    assert len(files) >= 5
    for path in files:
        text = path.read_text()
        if path.name != "fonts.css":
            assert not assets.FORBIDDEN.search(text), path
        assert not re.search(r"https?://(?!www\.w3\.org/)\w", text), path
    assert not [path for path in vendor.rglob("*") if assets.NOT_OURS_TO_USE.search(path.name)]


def test_vendored_fonts_are_the_ones_the_stylesheet_names(vendor):
    named = set(re.findall(r'url\("([^"]+)"\)', (vendor / "fonts/fonts.css").read_text()))
    assert named == {path.name for path in (vendor / "fonts").glob("*.woff2")}
    for name in named:
        assert (vendor / "fonts" / name).read_bytes()[:4] == b"wOF2"
    assert "SIL OPEN FONT LICENSE" in (vendor / "fonts/OFL.txt").read_text().upper()


COLLECT = """
import sys, django
from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

class Digested(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

settings.configure(
    INSTALLED_APPS=["django.contrib.staticfiles"],
    STATIC_URL="/static/", STATIC_ROOT=sys.argv[2], STATICFILES_DIRS=[sys.argv[1]],
    STORAGES={"staticfiles": {"BACKEND": "__main__.Digested"}},
)
django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
"""


def test_vendored_files_survive_hashed_names(vendor, tmp_path):
    """Collected as in production, with settings of its own: every address leads somewhere."""
    out = tmp_path / "static"
    subprocess.run([sys.executable, "-c", COLLECT, vendor, out], cwd=ROOT, check=True)
    sheets = [path for path in out.rglob("*.css") if re.search(r"\.[0-9a-f]{12}\.css$", path.name)]
    assert len(sheets) >= 3
    followed = 0
    for sheet in sheets:
        for address in re.findall(r"""url\(["']?(?!data:|#)([^"')]+)""", sheet.read_text()):
            assert re.search(r"\.[0-9a-f]{12}\.\w+$", address), (sheet, address)
            assert (sheet.parent / address).is_file(), (sheet, address)
            followed += 1
    assert followed >= 10
