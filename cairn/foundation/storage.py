"""Static files under names that carry their content's digest, modules' imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class DigestedFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
