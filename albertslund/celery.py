"""The Celery application: only beat publishes, workers consume (docs/architecture.md)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "albertslund.settings")

app = Celery("albertslund")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
