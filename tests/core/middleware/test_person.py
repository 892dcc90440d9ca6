from django.test import Client


def test_a_public_view_is_open_and_does_not_ask_who_comes(client: Client) -> None:
    response = client.get("/side/")

    assert response.status_code == 200
    assert "Cookie" not in response.headers["Vary"]


def test_every_other_view_asks_for_a_login(client: Client) -> None:
    response = client.get("/lukket/?a=1")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/konto/log-ind/?next=/lukket/%3Fa%3D1",
    )
