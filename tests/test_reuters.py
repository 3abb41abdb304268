from dateline.index.article import Article, RawDocument
from dateline.index.extract.reuters import article

ENTRY = """<REUTERS TOPICS="NO" LEWISSPLIT="TRAIN" OLDID="1" NEWID="42">
<DATE> 5-MAR-1987 15:01:01.79</DATE>
<TOPICS><D>rain</D></TOPICS><PLACES><D>zahrin</D></PLACES>
<UNKNOWN>&#5;&#5;&#5;F</UNKNOWN>
<TEXT>&#2;
<TITLE>RAIN &lt;RN> AT LAST
  IN ZAHRIN</TITLE>
<AUTHOR>    By Jane Doe, Reuters</AUTHOR>
<DATELINE>    ORU, Zahrin, March 5 - </DATELINE><BODY>Rain fell on the valley
today, the ministry said.
    Farmers &amp; millers were glad.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>"""


def story(text: str) -> Article:
    return article(RawDocument("reut.sgm", 1, "reuters", text))


def test_an_entry_of_the_usual_kind() -> None:
    found = story(ENTRY)
    assert (found.id, found.title) == ("42", "RAIN <RN> AT LAST IN ZAHRIN")
    assert (found.date, found.outlet, found.author) == ("1987-03-05", "Reuters", "Jane Doe")
    assert found.place == "ORU, Zahrin"
    assert found.body == "Rain fell on the valley today, the ministry said.\n\nFarmers & millers were glad."
    assert found.evidence["outlet"] == "the format: Reuters-21578"


def test_a_brief_has_a_title_and_filler() -> None:
    found = story('<REUTERS NEWID="7"><DATE>1-APR-1987</DATE><TEXT TYPE="BRIEF">&#2;\n******'
                  "<TITLE>RAIN FALLS\n</TITLE>Blah blah blah.\n&#3;\n\n</TEXT></REUTERS>")  # fmt: skip
    assert (found.title, found.body, found.date) == ("RAIN FALLS", "", "1987-04-01")


def test_unprocessed_text_opens_with_its_headline() -> None:
    found = story('<REUTERS NEWID="8"><TEXT TYPE="UNPROC">&#2;\nRAIN REPORT\n    Oru....5\n    Zahrin....7\n'
                  " Reuter\n&#3;\n</TEXT></REUTERS>")  # fmt: skip
    assert (found.title, found.body) == ("RAIN REPORT", "Oru....5\n\nZahrin....7")
    assert (found.date, found.place, found.author) == (None, None, None)
