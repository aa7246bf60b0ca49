"""Set-up, demo and measurement of a checkout. Nothing here is part of the deployed product."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Whatever running makes: databases, logs, fetched files. The product's settings read the same name.
VAR = Path(os.environ.get("CAIRN_VAR_DIR", ROOT / "var"))


def shown(path: Path) -> str:
    """A path as the person in the checkout would type it."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)
