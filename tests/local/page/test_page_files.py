"""Files on the page: sent by people, put there by the app, opened by those who may see them and by nobody else."""

import pytest
from slack_sdk import WebClient

from bot.local import LocalSlack
from tests.local.page.browsers import Browser

EVERY_BYTE = bytes(range(256)) * 3 + b"\r\n--not-the-boundary\r\n"


def multipart(*parts: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """A form as browsers send it where files may come along: name, file name if it is one, content."""
    lines = []
    for name, filename, content in parts:
        named = f'; filename="{filename}"\r\nContent-Type: application/octet-stream' if filename else ""
        lines.append(
            f'--sep\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"
        )
    return b"".join(lines) + b"--sep--\r\n", "multipart/form-data; boundary=sep"


def test_a_file_is_sent_whole_with_what_is_written_and_opened_by_those_in_the_conversation(
    slack: LocalSlack, browser: Browser
) -> None:
    body = multipart(
        ("text", "", b"My return"), ("file", "Zahlen \u00e9%22.xlsx", EVERY_BYTE), ("file", "two.png", b"PNG")
    )
    page = browser.follow(browser.send("/as/U1/C1/say", *body))
    assert "My return" in page.words
    assert 'Zahlen \u00e9".xlsx' in page.words
    workbook, picture = slack.messages("C1")[0].files
    assert workbook.content == EVERY_BYTE
    answer = browser.get(f"/as/U2/files/{workbook.id}/x")
    assert answer.body == EVERY_BYTE
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Zahlen%20%C3%A9%22.xlsx"
    shown = browser.get(f"/as/U2/files/{picture.id}/two.png")
    assert shown.headers["content-disposition"].startswith("inline")
    assert shown.headers["content-type"] == "image/png"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert shown.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "paper.pdf"])
def test_what_could_hold_script_is_saved_and_never_shown(slack: LocalSlack, browser: Browser, name: str) -> None:
    slack.user("U1").upload(name, b"<script>alert(1)</script>", channel="C1")
    [file] = slack.messages("C1")[0].files
    assert browser.get(f"/as/U1/files/{file.id}/{name}").headers["content-disposition"].startswith("attachment")


def test_a_file_is_there_for_nobody_outside_its_conversation(slack: LocalSlack, browser: Browser) -> None:
    slack.user("U1").upload("return.xlsx", b"PK")
    [file] = slack.direct("U1")[0].files
    assert browser.get(f"/as/U1/files/{file.id}/return.xlsx").status == 200
    for path in (f"/as/U2/files/{file.id}/return.xlsx", f"/as/U9/files/{file.id}/return.xlsx", "/as/U1/files/F1/x"):
        assert browser.get(path).status == 404, path


def test_a_file_of_the_app_is_seen_once_it_is_complete(slack: LocalSlack, client: WebClient, browser: Browser) -> None:
    announced = client.files_getUploadURLExternal(filename="report.docx", length=5)
    assert browser.get(f"/as/U1/files/{announced['file_id']}/report.docx").status == 404
    client.files_upload_v2(filename="paper.docx", content=b"words", channel="C1", title="The paper")
    page = browser.get("/as/U1/C1")
    assert "File: The paper (5 bytes)" in page.words
    [file] = slack.messages("C1")[0].files
    assert f'href="/as/U1/files/{file.id}/paper.docx"' in page.html


def test_a_file_in_a_form_reaches_the_app(slack: LocalSlack, client: WebClient, browser: Browser) -> None:
    slack.timing.answer = 0.05
    element = {"type": "file_input", "action_id": "entry"}
    label = {"type": "plain_text", "text": "Sheet"}
    client.views_open(
        trigger_id=slack.world.new_trigger("U1"),
        view={
            "type": "modal",
            "title": label,
            "submit": label,
            "blocks": [{"type": "input", "block_id": "sheet", "label": label, "element": element}],
        },
    )
    view = slack.user("U1").modal
    assert view
    where = f"/as/U1/bot/view/{view.id}"
    page = browser.follow(browser.send(where, *multipart(("entry:sheet:entry", "", b""))))
    assert "This must be filled in." in page.words
    browser.send(where, *multipart(("entry:sheet:entry", "return.csv", b"1,2")))
    [sent] = slack.deliveries[0].payload["view"]["state"]["values"]["sheet"]["entry"]["files"]
    assert slack.world.files[sent["id"]].content == b"1,2"


def test_more_than_is_taken_in_one_go_is_refused_in_words(slack: LocalSlack, browser: Browser) -> None:
    answer = browser.send("/as/U1/C1/say", *multipart(("file", "big.bin", bytes(33 * 1024 * 1024))))
    assert (answer.status, "Files of up to 32 MB" in answer.words) == (400, True)
    fields = "&".join(f"f{number}=1" for number in range(1001)).encode()
    assert browser.send("/as/U1/C1/say", fields, "application/x-www-form-urlencoded").status == 400
    assert slack.messages("C1") == []


@pytest.mark.parametrize(
    "body", [b"", b"--sep", b"--sep\r\n\r\n", b"\xff\xfe", b"--sep\r\nnonsense\r\n\r\nx\r\n--sep--"]
)
def test_what_is_no_form_does_nothing(slack: LocalSlack, browser: Browser, body: bytes) -> None:
    for kind in ("multipart/form-data; boundary=sep", "multipart/form-data", "text/plain", ""):
        assert browser.send("/as/U1/C1/say", body, kind).status == 303
    assert slack.messages("C1") == []
