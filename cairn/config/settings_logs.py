"""Settings of the logs: one line of JSON an event, to standard error, never a name or an address."""

import structlog
from structlog.typing import Processor

from cairn.foundation import failures

LOGGING_CONFIG = "logging.config.dictConfig"
_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    failures.without_messages,
]
structlog.configure(
    processors=[
        *_SHARED,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": _SHARED,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "cairn": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
        # Django's own lines carry addresses with references in them; ours do not.
        "django.request": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        # So do those of a form that was refused, an invitation's secret among them.
        "django.security": {"level": "CRITICAL"},
    },
}
