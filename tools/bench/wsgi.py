"""What gunicorn serves while it is measured: the product as it is, and three things beside it.

/bench/bare/<n> is the bare view behind the product's middleware; /bench/barest/<n> is the same view
with no middleware at all. A request that asks for it in a header has its statements recorded.
"""

import os
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import override_settings

from tools.bench.recording import keep, recorded

RECORD = "HTTP_X_BENCH_RECORD"
FOLDER = Path(os.environ["CAIRN_VAR_DIR"], "recordings")
BAREST = "/bench/barest/"

product = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):  # read once, when a handler is made
    barest = WSGIHandler()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    path = environ["PATH_INFO"]
    if path.startswith(BAREST):
        environ["PATH_INFO"] = path.replace("barest", "bare", 1)
        return barest(environ, start_response)
    if name := environ.get(RECORD):
        with recorded(connection) as said:
            response = product(environ, start_response)
        keep(said, FOLDER / f"{Path(name).name}.pickle")
        return response
    return product(environ, start_response)
