"""Other people's events: what Django tells when it has migrated."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from portal.search import watching


def connect(app: AppConfig) -> None:
    """On SQLite a migration remakes tables, and the triggers go with the old ones."""
    post_migrate.connect(watching.install, sender=app, dispatch_uid="portal.watching")
