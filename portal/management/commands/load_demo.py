from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts import demo as accounts_demo
from councils import demo as councils_demo
from events import demo as events_demo
from hearings import demo as hearings_demo
from hearings.models import Hearing
from information import demo as information_demo
from projects import demo as projects_demo
from seminars import demo as seminars_demo


class Command(BaseCommand):
    help = "Fill an empty portal with invented people and hearings in every state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="Also when there are hearings already."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Demo content is made in demo mode only (DEMO=true).")
        if Hearing.objects.exists() and not options["again"]:
            raise CommandError("There are hearings already. Use --again to add the demo's.")
        call_command("load_reference_data", verbosity=0)
        at = timezone.now()
        with transaction.atomic():
            people = accounts_demo.load(at=at)
            events_demo.load(people, at=at)
            councils_demo.load(people, at=at)
            hearings_demo.load(people, at=at)
            projects_demo.load(people, at=at)
            information_demo.load(people, at=at)
            seminars_demo.load(people, at=at)
        # Files take a second each: the worker reads them while people look around.
        call_command("refresh_search", documents=0, verbosity=0)
        if options["verbosity"]:
            self.stdout.write(f"{Hearing.objects.count()} hearings are in the portal.")
