from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from information.content_loading import NoDepartment, load_content


class Command(BaseCommand):
    help = "Create the texts that the portal brings along; what editors have made of them stays."

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            count = load_content(at=timezone.now())
        except NoDepartment as error:
            raise CommandError(
                "Create a department first (load_reference_data has four)."
            ) from error
        if options["verbosity"]:
            self.stdout.write(f"{count} texts were missing and are public now.")
