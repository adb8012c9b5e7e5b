"""A browser without script: it asks, posts forms and follows, with the headers that browsers send."""

import re
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def html(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What is to be read on the page."""
        seen = re.sub(r"<(script|style)\b.*?</\1>", "", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", seen)).split())


@dataclass
class Browser:
    """Every request is a connection of its own, and ends with it."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: object) -> Answer:
        """Send a form; the answer is that of the page it leads to."""
        answer = self.send(path, urlencode(fields, doseq=True).encode(), "application/x-www-form-urlencoded")
        return self.follow(answer)

    def send(self, path: str, body: bytes, kind: str, **headers: str) -> Answer:
        return self._ask("POST", path, body, {"Content-Type": kind, "Origin": self.address} | headers)

    def follow(self, answer: Answer) -> Answer:
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            connection.request(method, path, body, self.headers | headers)
            return _answer(connection.getresponse())
        finally:
            connection.close()


def _answer(response: HTTPResponse) -> Answer:
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
