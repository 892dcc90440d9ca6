from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    help = "Create the kinds, areas, topics and roles that the portal needs. Changes nothing else."

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        for config in reversed(list(apps.get_app_configs())):
            if module_has_submodule(config.module, "reference"):
                import_module(f"{config.name}.reference").load()
                if options["verbosity"]:
                    self.stdout.write(f"{config.label}: reference data is there.")
