"""Comments are read by a whole board: what looks like one person's details is noticed, and figures are not."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.personal_details import Detail, noticed

TODAY = date(2014, 7, 2)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("See case 943 476 5919 for why", Detail.NHS_NUMBER),
        ("NHS no. 9434765919.", Detail.NHS_NUMBER),
        ("NHS 943-476-5919", Detail.NHS_NUMBER),
        ("pupil H801200001001 moved away", Detail.PUPIL_NUMBER),
        ("NI no QQ123456C".replace("QQ", "AB"), Detail.INSURANCE_NUMBER),
        ("Ask jo.bloggs@example.org", Detail.EMAIL),
        ("(o'neil+x@school.notts.sch.uk)", Detail.EMAIL),
        ("Ring 0115 496 0123", Detail.PHONE),
        ("Ring 07700 900123 after ten", Detail.PHONE),
        ("Ring 07700900123", Detail.PHONE),
        ("Ring (0115) 496 0123", Detail.PHONE),
        ("+44 115 496 0123", Detail.PHONE),
        ("The family of 12 Maid Marian Road moved", Detail.ADDRESS),
        ("lives at 4b Sycamore Close, Bulwell", Detail.ADDRESS),
        ("Flat 2, 17 High Street", Detail.ADDRESS),
        ("NG1 5FS", Detail.POSTCODE),
        ("moved to ng15fs in May", Detail.POSTCODE),
        ("SW1A 2AA", Detail.POSTCODE),
        ("Jamie Smith (12/03/2004) was the only case", Detail.BIRTH),
        ("Jamie Smith, 12 March 2004", Detail.BIRTH),
        ("Smith, Jamie 12.03.04", Detail.BIRTH),
        ("a boy, dob 1/2/2003, waits", Detail.BIRTH),
        ("born on 1st February 2003", Detail.BIRTH),
        ("Date of birth: 01-02-2003", Detail.BIRTH),
        ("NHS 943\u00a0476\u00a05919", Detail.NHS_NUMBER),
        ("NHS 943\u2009476\u202f5919", Detail.NHS_NUMBER),
        ("NHS 943\u2013476\u20135919, 943\u2011476\u20115919", Detail.NHS_NUMBER),
        ("NHS 943.476.5919", Detail.NHS_NUMBER),
        ("NHS 943\u200b476\u00ad5919", Detail.NHS_NUMBER),
        ("NHS \uff19\uff14\uff13 476 5919", Detail.NHS_NUMBER),
        ("Ring 07700\u00a0900123", Detail.PHONE),
        ("Ring 0115\u2010496\u20100123", Detail.PHONE),
        ("NG1\u00a02AB", Detail.POSTCODE),
        ("Ng1 2ab", Detail.POSTCODE),
        ("NG1 2ab", Detail.POSTCODE),
        ("12 HIGH STREET", Detail.ADDRESS),
        ("12\u00a0\u00c9cole Road", Detail.ADDRESS),
        ("DOB 2004-05-03", Detail.BIRTH),
        ("born 2004-05-03", Detail.BIRTH),
        ("born 3-May-2004", Detail.BIRTH),
        ("John Smith 2004-05-03", Detail.BIRTH),
        ("3/5/2004 John Smith", Detail.BIRTH),
        ("2004-05-03: Smith, John", Detail.BIRTH),
        ("Jos\u00e9 \u00c1lvarez 3 May 2004", Detail.BIRTH),
        ("Jose\u0301 A\u0301lvarez\u00a0\u2013\u00a03\u00a0May\u00a02004", Detail.BIRTH),
        ("\u0418\u0432\u0430\u043d \u0418\u0432\u0430\u043d\u043e\u0432 3 May 2004", Detail.BIRTH),
        ("Siobh\u00e1n O\u2019Neill (03/05/2004)", Detail.BIRTH),
    ],
)
def test_what_looks_like_a_persons_details_is_noticed(text: str, detail: Detail) -> None:
    assert noticed(text, TODAY) == (detail,)


@pytest.mark.parametrize(
    "text",
    [
        "Q3 2013/14 fell to 1,234 of 5,678",
        "The SW3 team took over in Q2.",
        "SW3 team and NG7 locality, CP4 2nd quarter, E1 1st visit, S4 3rd review",
        "From 1,234,567,890 to 1 234 567 890, or 9434765918 in all",  # no check digit fits
        "£943 476 5919 was saved; £9434765919 in full",
        "9,434,765,919 minutes",
        "In 2013 The Drive for improvement began",
        "Named officer 03 reported on 12/03/2014",
        "Ofsted Inspection 12/03/2012 found the service good",
        "Bulwell Academy (12/03/2012) and Priory School, 12 March 2012",
        "Cabinet Member 12/03/2011 minutes",
        "Jo Bloggs joined on 12/03/2014",  # nobody's birthday: last spring
        "45 Early Years Close to target",
        "2012 High Street count was 30",
        "16 New Road Safety schemes",  # "Road Safety" is not a road
        "01/04/2013 to 31/03/2014: 01 02 2013",
        "0.1234567890 of a point; 100.0123456789",
        "NI 117, NI 055, CIN-8, 16-18 NEET, PI 71 and CP-4 are read together",
        "rate per 10,000 of 62,345 children was 795.05",
        "Q1 12, Q2 15, Q3 0, Q4 7: see @board",
        "10 of 24 schools; 0 of 3; 12.5% v. 9.9%",
        "2004-05-03 to 2005-05-03; 2012-13 and 2013\u201314",
        "12/03/2012 Ofsted Inspection, 12 March 2012 Cabinet Member and 2012-03-12 Children Looked After",
        "NHS CAMHS 12/03/2012, CP ICPC 3 May 2010",
        "In N1 3yr trend; S4 5hr wait; 943.4765919 of 1.943.476.5919",
        "12 NEW ROAD SAFETY SCHEMES",
        "",
    ],
)
def test_figures_and_words_of_reports_are_left_alone(text: str) -> None:
    assert noticed(text, TODAY) == ()


@given(st.integers(0, 999_999_999))
def test_an_nhs_number_is_known_by_its_check_digit_and_by_no_other(first: int) -> None:
    digits = f"{first:09}"
    remainder = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    check = {11: 0}.get(remainder, remainder)
    for last in range(10):
        number = f"{digits}{last}"
        is_one = last == check and len(set(number)) > 1
        assert (Detail.NHS_NUMBER in noticed(f"case {number}.", TODAY)) is is_one


@given(
    st.lists(
        st.sampled_from(
            ["1,234", "5,678", "Q3", "2013/14", "of", "fell to", "12.5%", "£1.2m", "62 345", "NI 117", "0"]
        ),
        max_size=12,
    )
)
def test_sentences_of_figures_never_trip(words: list[str]) -> None:
    assert noticed(" ".join(words), TODAY) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert len(noticed(text, TODAY)) <= len(Detail)


def test_looking_takes_no_longer_than_the_text_is_long() -> None:
    for piece in ("Aa ", "0115 ", "1 ", "a.", "Jamie Smith ", "12 High ", "9", "@a."):
        noticed(piece * (3000 // len(piece)), TODAY)  # a comment's longest; a slow pattern would hang here


def test_what_was_noticed_says_nothing_of_it() -> None:
    assert not any(re.search(r"\d", detail) for detail in Detail)
