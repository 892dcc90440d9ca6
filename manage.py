#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

HINT = 'On a machine of your own, make manage CMD="..." fills in the values of a demo.'


def require_settings() -> None:
    """Stop with the sentence that names the variable.

    Django keeps such an error back until something asks for it, and many commands then end in
    "Models aren't loaded yet".
    """
    try:
        settings.INSTALLED_APPS  # noqa: B018  (reading it loads the settings)
    except ImproperlyConfigured as error:
        sys.exit(f"{error}\n{HINT}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "albertslund.settings")
    require_settings()
    execute_from_command_line(sys.argv)
