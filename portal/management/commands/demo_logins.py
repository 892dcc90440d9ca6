from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.demo import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Print the log-ins of the demo."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("There are log-ins that everybody knows in demo mode only.")
        width = max(len(person.email) for person in PEOPLE)
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<{width}}  {PASSWORD}  {person.about}")
        self.stdout.write(
            f"  Medarbejdere skal også bruge en engangskode: {settings.SITE_URL}/postkasse/"
        )
