"""A small mail server that takes mails, or misbehaves as it is told."""

import itertools
import socketserver
import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self


class Sink:
    """Takes mails at 127.0.0.1 and keeps them.

    `answer_rcpt` and `answer_data` may return another answer than 250 for a recipient or a
    mail; `cut_after_data` closes the line for chosen mails without an answer, after the mail
    is taken; `pause` is how long taking a mail lasts. `behave` sets these for a whole fault.
    """

    def __init__(self, port: int = 0) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.connections = 0
        self.answer_rcpt: Callable[[str], str] = lambda _recipient: "250 ok"
        self.answer_data: Callable[[EmailMessage], str] = lambda _mail: "250 ok"
        self.cut_after_data: Callable[[EmailMessage], bool] = lambda _mail: False
        self.greeting = "220 sink"
        self.answer_sender = "250 ok"
        self.pause = 0.0
        self.cuts = 0
        self.answers = threading.Event()
        self.answers.set()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.sink = self
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def keep(self, mail: EmailMessage, recipients: list[str]) -> None:
        with self._lock:
            self.mails.append(mail)
            self.recipients.append(recipients)

    def behave(self, mode: str, *, every: int = 1) -> None:
        """Begin a fault or end it.

        `accept`; `hang`: take the line and never answer; `451`: not now, to every mail; `cut`:
        close the line after every so many-th mail, which is taken, without saying so.
        """
        self.answer_data = lambda _mail: "451 later" if mode == "451" else "250 ok"
        numbers = itertools.count(1)
        self.cut_after_data = lambda _mail: mode == "cut" and next(numbers) % every == 0
        if mode == "hang":
            self.answers.clear()
        else:
            self.answers.set()

    def forget(self) -> None:
        with self._lock:
            self.mails.clear()
            self.recipients.clear()
            self.cuts = 0

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in list(self.mails)]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: Sink


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        sink = self.server.sink
        sink.connections += 1
        self._recipients: list[str] = []
        try:
            sink.answers.wait()
            self._say(sink.greeting)
            for line in self.rfile:
                if not self._answer(line.decode("utf-8", "replace").strip()):
                    return
        except ConnectionError:
            return

    def _answer(self, line: str) -> bool:
        """Answer one command; False when the line is to be closed."""
        verb = line[:4].upper()
        if verb == "RCPT":
            recipient = line.partition("<")[2].partition(">")[0]
            self._recipients.append(recipient)
            self._say(self.server.sink.answer_rcpt(recipient))
        elif verb == "DATA":
            return self._take()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._recipients = []
            self._say(self.server.sink.answer_sender if verb == "MAIL" else "250 ok")
        return True

    def _take(self) -> bool:
        sink = self.server.sink
        self._say("354 go on")
        raw = b"".join(iter(self.rfile.readline, b".\r\n"))
        mail = message_from_bytes(raw, policy=policy.default)
        sink.answers.wait()
        if sink.pause:
            threading.Event().wait(sink.pause)
        answer = sink.answer_data(mail)
        if answer.startswith("250"):
            sink.keep(mail, self._recipients)
        if sink.cut_after_data(mail):
            sink.cuts += 1
            return False
        self._say(answer)
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
