"""Static files: which are collected, under names that carry their content's digest."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class OurFiles(StaticFilesConfig):
    """Of htmx only the one file that pages use: its extensions name files that are not there."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext", "htmax-*", "htmx-4*", "htmx-2.js"]


class DigestedFiles(CompressedManifestStaticFilesStorage):
    """The modules that a script imports are found under their digested names too."""

    support_js_module_import_aggregation = True
