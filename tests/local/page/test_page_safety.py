"""The page answers the browser of whoever sits at this machine, and lets nothing that an app writes become script."""

import re
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.local import LocalSlack
from bot.local import page as the_page
from tests.local.page.browsers import Browser

FORM = "application/x-www-form-urlencoded"
PAGES = ["/", "/as/U1/C1", "/as/U1/home", "/static/page.js", "/as/U9/C1", "/as/U1/files/F1/x"]


def port(browser: Browser) -> str:
    return browser.address.rsplit(":", 1)[1]


@pytest.mark.parametrize("path", [*PAGES, "/changes"])
@pytest.mark.parametrize("host", ["steward.example:{}", "127.0.0.1", "127.0.0.1:1", "localhost:{}.example", ""])
def test_no_name_but_its_own_leads_to_the_page(browser: Browser, path: str, host: str) -> None:
    answer = browser.get(path, Host=host.format(port(browser)))
    assert answer.status == 403
    assert "under no other name" in answer.words


def test_localhost_is_a_name_of_its_own(browser: Browser) -> None:
    here = f"localhost:{port(browser)}"
    assert browser.get("/as/U1/C1", Host=here).status == 200
    assert browser.send("/as/U1/C1/say", b"text=Hi", FORM, Host=here, Origin=f"http://{here}").status == 303
    assert browser.send("/as/U1/C1/say", b"text=Hi", FORM, Host=here).status == 403, "a name is another origin"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1", "https://127.0.0.1:{}"])
def test_a_form_of_another_origin_does_nothing(slack: LocalSlack, browser: Browser, origin: str) -> None:
    for path in ("say", "join", "dismiss", "clock", "message/1.2", "view/V1"):
        answer = browser.send(f"/as/U1/C1/{path}", b"text=Hi", FORM, Origin=origin.format(port(browser)))
        assert answer.status == 403
    assert slack.messages("C1") == []


def test_a_website_elsewhere_cannot_have_a_browser_call_what_apps_call(slack: LocalSlack, browser: Browser) -> None:
    call = "/api/chat.postMessage?token=xoxb-local&channel=C1&text=Hi"
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    picture = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    rebound = {"Host": f"evil.example:{port(browser)}", "Sec-Fetch-Site": "same-origin"}
    for headers in (link, picture, rebound, {"Origin": "http://evil.example"}):
        assert browser.get(call, **headers).status == 403
    assert (
        browser.send("/api/chat.postMessage", b"token=xoxb-local&channel=C1&text=Hi", FORM, Origin="null").status == 403
    )
    assert slack.calls == []
    assert browser.get("/as/U1/C1", **picture).status == 403
    assert browser.get("/as/U1/C1", **link).status == 200, "whoever follows a link to the page"
    assert browser.get(call).status == 200, "an app says nothing of where it comes from"


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_headers_that_keep_it_safe(slack: LocalSlack, browser: Browser, path: str) -> None:
    slack.timing.answer = 0.05
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy or "default-src 'none'; sandbox" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "path",
    ["/as/U7/bot", "/as/U0BOT/bot", "/as/U1/C7", "/as/U9/C1", "/as/U1/%2e%2e", "/as/U1/C1%00", "/static/page.py",
     "/static/..%2froutes.py", "/as/%3Cb%3E/bot", "/as/U1/files/F1/x"],
)  # fmt: skip
def test_a_guessed_address_leads_nowhere_and_says_so_in_a_sentence(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status == 404
    assert "To the beginning" in answer.words or answer.words == "Not Found"
    assert "<b>" not in answer.html


def test_nobody_can_be_whose_account_is_closed(slack: LocalSlack, browser: Browser) -> None:
    slack.user("U2").deactivate()
    assert browser.get("/as/U2/bot").status == 404
    assert "account closed" in browser.get("/as/U1/bot").words


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)"]
)
def test_nothing_that_is_written_or_named_becomes_markup(
    slack: LocalSlack, client: WebClient, browser: Browser, hostile: str
) -> None:
    slack.add_user("U3", "eve", real_name=hostile, title=hostile)
    slack.add_channel("C5", f"c{hostile}", members=["U1", "U3"])
    slack.user("U1").say("C5", hostile)
    slack.user("U1").upload(hostile.replace("/", ""), b"x", channel="C5")
    words = {"type": "plain_text", "text": hostile[:24]}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": hostile}}]
    client.chat_postMessage(channel="C5", text=hostile, blocks=blocks)
    client.views_open(
        trigger_id=slack.world.new_trigger("U1"), view={"type": "modal", "title": words, "blocks": blocks}
    )
    slack.world.notice("U1", hostile)
    shown = browser.get("/as/U1/C5")
    assert "<img" not in shown.html
    assert shown.html.count("<script") == 1, "the page's own"
    assert 'href="javascript:' not in shown.html


def test_what_is_typed_by_an_address_is_only_typed(slack: LocalSlack, browser: Browser) -> None:
    page = browser.get("/as/U1/C1?typed=%3C/textarea%3E%3Cscript%3E&show=%22x&thread=%22%3E&earlier=%3Cb%3E")
    assert "&lt;/textarea&gt;&lt;script&gt;</textarea>" in page.html
    assert page.html.count("<script") == 1
    assert slack.messages("C1") == []


def test_the_page_has_no_script_and_no_style_but_in_its_files(browser: Browser) -> None:
    html = browser.get("/as/U1/C1").html
    assert " style=" not in html
    assert " onclick" not in html
    assert "http://" not in html
    assert "https://" not in html


def test_the_map_of_the_page_names_every_module() -> None:
    folder = Path(the_page.__file__).parent
    there = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    named = (the_page.__doc__ or "").partition("To read it")[2]
    assert {name for name in there if not name.startswith("__") and not re.search(rf"\b{name}\b", named)} == set()
