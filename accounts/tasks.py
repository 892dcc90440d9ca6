from celery import shared_task

from accounts import services


@shared_task(name="accounts.remove_lapsed_claims")
def remove_lapsed_claims() -> None:
    services.remove_lapsed_claims()
