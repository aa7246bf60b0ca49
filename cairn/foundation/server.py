"""The web server: gunicorn with threads, everything loaded once and shared by its processes."""

import gc
import logging
import os
from collections.abc import Callable
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.template import engines
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from jinja2 import meta

from cairn.foundation import clock, spreadsheets

SHARED_MEMORY = "/dev/shm"  # noqa: S108  (signs of life of the processes; no data)


class OurLogs(Logger):
    """gunicorn's lines join our own, as JSON, and say nothing of addresses: they hold references."""

    def setup(self, cfg: Any) -> None:
        self.loglevel = logging.WARNING
        self.error_log.handlers.clear()
        self.error_log.propagate = True
        self.access_log.disabled = True

    def reopen_files(self) -> None:
        pass

    def close_on_exec(self) -> None:
        pass

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        self.error_log.error("the web server failed to answer", exc_info=True)


class Server(BaseApplication):
    """gunicorn without a configuration file: what differs between machines is an argument."""

    def __init__(self, *, address: str, workers: int, threads: int) -> None:
        self.given = {
            "bind": [address],
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            # A request that takes longer is broken; a browser that is gone frees its thread.
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 5,
            # Processes are renewed now and then, not all at once, in case memory leaks away.
            "max_requests": 20_000,
            "max_requests_jitter": 4_000,
            "limit_request_line": 4_094,
            "limit_request_fields": 60,
            "logger_class": OurLogs,
            "control_socket_disable": True,
            "when_ready": _before_forking,
        }
        if os.access(SHARED_MEMORY, os.W_OK):
            self.given["worker_tmp_dir"] = SHARED_MEMORY
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.given.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        application = get_internal_wsgi_application()
        warm_up()
        return application


def warm_up() -> None:
    """Load what requests would load: it is shared by the processes, and nobody waits for it."""
    assert get_resolver().url_patterns
    clock.is_bank_holiday(clock.today())  # the package behind it loads every country's
    spreadsheets.workbook(["A"], [["b"]], title="A")
    pages: Any = engines["jinja2"]
    environment = pages.env
    waiting = environment.list_templates(filter_func=_is_a_page_of_ours)
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        environment.get_template(name)
        source, _, _ = environment.loader.get_source(environment, name)
        used = set(meta.find_referenced_templates(environment.parse(source))) - {None} - seen
        seen |= used
        waiting += used


def _is_a_page_of_ours(name: str) -> bool:
    return name.endswith(".html") and not name.startswith("govuk_frontend_jinja/")


def _before_forking(arbiter: Any) -> None:
    connections.close_all()
    gc.collect()
    gc.freeze()  # what is here now stays, and is not written to by the collector's marks
