"""Says in one sentence what this machine's Python lacks for `make venv`, if anything."""

import importlib.util
import sys


def reason_not_to_make_venv(version=sys.version_info, found=importlib.util.find_spec):
    """Why a virtual environment cannot be made, or None. Old Pythons must be able to read this."""
    if tuple(version[:2]) < (3, 11):
        return (
            f"Cairn needs Python 3.11 or newer, and this one is {version[0]}.{version[1]}. "
            "Name a newer one: make venv PYTHON=python3.11"
        )
    if not (found("venv") and found("ensurepip")):
        return (
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            "apt-get install python3-venv"
        )
    return None


if __name__ == "__main__":
    sys.exit(reason_not_to_make_venv())
