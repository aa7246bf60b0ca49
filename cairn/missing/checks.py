"""What must be true of the folder of notifications before the service starts."""

import os

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register("missing")
def drop_folder_can_be_used(app_configs, **kwargs) -> list[CheckMessage]:
    """A file is claimed by renaming it, so the folder must be there and ours to write in."""
    folder = settings.MISSING_DROP
    if not folder or (os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)):
        return []
    return [
        Warning(
            "CAIRN_MISSING_DROP is no folder that this user may write in: no file of notifications "
            "would be taken.",
            hint="Make the folder, and give it to the user that runs `cairn worker`.",
            id="missing.W001",
        )
    ]
