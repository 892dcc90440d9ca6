"""What a person types into the form for answers."""


def filled_in(stamp: str) -> dict[str, str]:
    return {
        "stamp": stamp,
        "text": "Bevar træerne.",
        "sender_kind": "citizen",
        "name": "Asta Æblegren",
        "email": "asta@example.dk",
    }
