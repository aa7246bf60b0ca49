"""The product's settings, served with bare views beside the pages that are measured against them."""

from cairn.config.settings import *  # noqa: F403

ROOT_URLCONF = "tools.bench.urls"
WSGI_APPLICATION = "tools.bench.wsgi.application"
