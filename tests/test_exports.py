import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsdesk import ATTACK, FERRY, FOUND, HARBOUR, NOTHING, TOKYO, marked

from dateline.search.output.citations import authors, write_bibtex, write_ris
from dateline.search.output.exports import (
    write_csv,
    write_csv_many,
    write_json,
    write_json_many,
    write_jsonl,
    write_jsonl_many,
    write_paths,
    write_trec_many,
)
from dateline.search.results import Hit, Marked, Results


def written(writer: Any, *arguments: Any) -> str:
    out = io.StringIO(newline="")
    writer(*arguments, out)
    text = out.getvalue()
    text.encode("utf-8")  # every format must be writable
    return text


def page(*hits: Hit) -> Results:
    return Results(query="ferries", total=len(hits), hits=hits)


def test_json_holds_the_answer_with_its_field_names() -> None:
    answer = json.loads(written(write_json, FOUND))
    assert list(answer) == ["query", "total", "copies", "duplicates", "hits", "facets", "warnings"]
    assert answer["total"] == 1577
    first = answer["hits"][0]
    assert list(first) == ["rank", "id", "score", "title", "date", "outlet", "author", "place", "url", "path",
                           "snippet", "copies", "earliest", "explanation"]  # fmt: skip
    start, end = first["snippet"]["spans"][0]
    assert first["snippet"]["text"][start:end] == "ferries"
    assert answer["hits"][1]["date"] is None
    assert "explanation" not in answer["hits"][1]
    assert answer["facets"]["outlet"][1] == {"value": "Minato Shimbun 港新聞", "count": 312}
    assert answer["facets"]["month"][-1] == {"value": "(undated)", "count": 3}


def test_json_of_nothing_found_has_the_relaxations() -> None:
    answer = json.loads(written(write_json, NOTHING))
    assert answer["hits"] == []
    assert answer["relaxations"][0] == {
        "query": "ferries methanol", "why": "spelling: ferries for ferris", "total": 12, "copies": 0}  # fmt: skip


@given(st.text(st.characters()), st.floats())
def test_json_comes_back_as_it_was_whatever_the_text(text: str, score: float) -> None:
    hit = FERRY._replace(title=Marked(text), outlet=text, score=score)
    line = written(write_jsonl, page(hit))
    back = json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert back["title"].encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")
    assert len(line.splitlines()) == 1


def test_many_queries_in_one_json_list_each_with_its_id() -> None:
    answers = json.loads(written(write_json_many, [("q1", FOUND), ("q2", NOTHING)]))
    assert [(answer["id"], answer["total"]) for answer in answers] == [("q1", 1577), ("q2", 0)]
    assert json.loads(written(write_json_many, [])) == []


def test_json_lines_carry_their_query() -> None:
    hits = [json.loads(line) for line in written(write_jsonl, FOUND).splitlines()]
    assert [(hit["query"], hit["rank"]) for hit in hits] == [(FOUND.query, rank) for rank in (1, 2, 3, 4)]
    lines = written(write_jsonl_many, [("q1", FOUND), ("q2", page(TOKYO))]).splitlines()
    assert [json.loads(line)["query_id"] for line in lines] == ["q1"] * 4 + ["q2"]


def test_csv_reads_back_with_quotes_commas_and_line_breaks() -> None:
    odd = FERRY._replace(title=marked('Council says "yes", twice'), snippet=marked("One [line]\nand another"))
    text = written(write_csv, page(odd, HARBOUR))
    assert text.startswith("rank,id,score,title,date,outlet,author,place,url,path,snippet,copies\r\n")
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert first["title"] == 'Council says "yes", twice'
    assert first["snippet"] == "One line\nand another"
    assert float(first["score"]) == FERRY.score
    assert second["date"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_texts_are_no_formulas(start: str) -> None:
    text = written(write_csv, page(FERRY._replace(title=Marked(f"{start}HYPERLINK(1)"), score=-0.5)))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == f"'{start}HYPERLINK(1)"
    assert row["score"] == "-0.5"


@pytest.mark.parametrize("text", ["Rain;=HYPERLINK(1)", "Rain;\t +1", "Rain\n@A", "  =1", "＝1"])
def test_csv_texts_are_no_formulas_where_a_semicolon_parts_cells(text: str) -> None:
    from dateline.search.output.exports import cell

    written = cell(text)
    assert written.replace("'", "") == text
    assert not re.search(r"(\A|[;\t\n])\s*[=+@＝]", written)
    for harmless in ("a;b", "Rain; it fell - at last", "a=b", "x @ y"):
        assert cell(harmless) == harmless


def test_csv_of_many_queries_has_one_header() -> None:
    text = written(write_csv_many, [("q1", page(FERRY)), ("q2", page(TOKYO))])
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert [(row["query_id"], row["query"], row["id"]) for row in rows] == [
        ("q1", "ferries", FERRY.id), ("q2", "ferries", TOKYO.id)]  # fmt: skip


def test_paths_are_files_once_each() -> None:
    out = io.TextIOWrapper(io.BytesIO())
    write_paths(page(TOKYO, FERRY, HARBOUR), out, located=lambda path: b"\xff/" + path.encode(), end=b"\0")
    assert out.buffer.getvalue() == b"\xff/wire/2025.jsonl\0\xff/harbour/2025-04-24-ferry.html\0"


def test_a_trec_run_has_six_columns() -> None:
    out = io.StringIO()
    hits = (FERRY._replace(id="a b\tc\x85d\udcff", score=1 / 3), TOKYO._replace(rank=2, score=12.0))
    write_trec_many([("query 7", page(*hits))], out)
    first, second = out.getvalue().splitlines()
    assert first == "query%207 Q0 a%20b%09c%C2%85d%ED%B3%BF 1 0.3333333333 dateline"
    assert second.split() == ["query%207", "Q0", TOKYO.id, "2", "12", "dateline"]


def test_a_newspaper_article_in_bibtex() -> None:
    assert written(write_bibtex, page(FERRY)) == (
        "@article{solem2025island,\n"
        "  author = {Solem, Ingrid and Nwosu, Peter},\n"
        "  title = {{Island ferries to run on green methanol by winter}},\n"
        "  journal = {The Halvard Courier},\n"
        "  year = {2025},\n"
        "  month = apr,\n"
        "  day = {24},\n"
        "  url = {https://halvardcourier.example/2025/04/24/ferries-methanol},\n"
        "}\n\n"
    )


def test_bibtex_leaves_out_what_is_missing() -> None:
    assert written(write_bibtex, page(HARBOUR)) == (
        "@misc{harbour,\n  title = {{Harbour board doubts green fuel will arrive in time}},\n"
        "  note = {wire/2025.jsonl},\n}\n\n"
    )


def test_bibtex_escapes_what_latex_would_read() -> None:
    odd = FERRY._replace(title=Marked(r"50% of {A&B}_C #1 \n $5 ~ ^ }"), url="https://e.example/{a}\\b")
    entry = written(write_bibtex, page(odd))
    assert (
        r"{{50\% of \textbraceleft{}A\&B\textbraceright{}\_C \#1 \textbackslash{}n \$5 "
        r"\textasciitilde{} \textasciicircum{} \textbraceright{}}}"
    ) in entry
    assert "https://e.example/%7Ba%7D%5Cb" in entry
    assert entry.count("{") == entry.count("}")


def test_bibtex_keys_are_unique() -> None:
    copies = [FERRY._replace(id=str(number)) for number in range(30)]
    lookalike = FERRY._replace(title=Marked("Islanda rises"))
    keys = re.findall(r"^@\w+\{(.+),$", written(write_bibtex, page(*copies, lookalike)), re.MULTILINE)
    assert len(set(keys)) == 31
    assert keys[0] == "solem2025islandb"  # …islanda is the lookalike's own
    assert keys[-1] == "solem2025islanda"


def test_every_script_gets_a_plain_key() -> None:
    arabic = HARBOUR._replace(title=Marked("العبارات"), outlet="الميناء")
    assert "@article{article," in written(write_bibtex, page(arabic))
    umlauts = FERRY._replace(author=None, outlet="Évening Post", title=Marked("Über Fähren"))
    assert "@article{eveningpost2025uber," in written(write_bibtex, page(umlauts))


def test_ris_has_a_tag_a_line() -> None:
    assert written(write_ris, page(FERRY)).splitlines() == [
        "TY  - NEWS",
        "TI  - Island ferries to run on green methanol by winter",
        "AU  - Solem, Ingrid",
        "AU  - Nwosu, Peter",
        "T2  - The Halvard Courier",
        "PB  - The Halvard Courier",
        "DA  - 2025/04/24",
        "PY  - 2025",
        "UR  - https://halvardcourier.example/2025/04/24/ferries-methanol",
        "ID  - harbour/2025-04-24-ferry.html",
        "ER  - ",
        "",
    ]


def test_a_headline_cannot_forge_a_ris_record() -> None:
    title = Marked("Ferries\r\nER  - \n\nTY  - NEWS\u2028TI  - Owned")
    forged = FERRY._replace(title=title, outlet=None, author=None)
    lines = written(write_ris, page(forged)).splitlines()
    assert [line[:2] for line in lines] == ["TY", "TI", "DA", "PY", "UR", "ID", "ER", ""]


@pytest.mark.parametrize("writer", [write_bibtex, write_ris, write_csv])
def test_hostile_articles_write_no_controls(writer: Any) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", written(writer, page(ATTACK)))


@pytest.mark.parametrize(("name", "bibtex", "ris"), [
    ("Ingrid van der Meer", "van der Meer, Ingrid", "van der Meer, Ingrid"),
    ("Ahmed al-Sudani", "al-Sudani, Ahmed", "al-Sudani, Ahmed"),
    ("Ann Lee, Jr.", "Lee, Jr., Ann", "Lee, Ann, Jr."),
    ("Solem, Ingrid", "Solem, Ingrid", "Solem, Ingrid"),
    ("Reuters", "{Reuters}", "Reuters"),
    ("Courier News Desk", "{Courier News Desk}", "Courier News Desk"),
    ("Staff Reporter", "{Staff Reporter}", "Staff Reporter"),
])  # fmt: skip
def test_a_name_begins_with_the_family_s_and_a_corporate_one_stays_whole(name: str, bibtex: str, ris: str) -> None:
    hits = page(FERRY._replace(author=name))
    assert f"  author = {{{bibtex}}},\n" in written(write_bibtex, hits)
    assert f"AU  - {ris}\n" in written(write_ris, hits)


def test_a_citation_says_where_the_article_is() -> None:
    hits = page(FERRY._replace(url=None), FERRY._replace(url="javascript:alert(1)"), FERRY)
    assert written(write_bibtex, hits).count("  note = {harbour/2025-04-24-ferry.html},\n") == 2
    assert written(write_ris, hits).count("AV  - harbour/2025-04-24-ferry.html\n") == 2


@pytest.mark.parametrize(("byline", "names"), [
    (None, []),
    ("Ingrid Solem", ["Ingrid Solem"]),
    ("Ingrid Solem, Peter Nwosu and Ana Cruz", ["Ingrid Solem", "Peter Nwosu", "Ana Cruz"]),
    ("Ingrid Solem, Peter Nwosu, and Ana Cruz", ["Ingrid Solem", "Peter Nwosu", "Ana Cruz"]),
    ("Solem, Ingrid; Nwosu, Peter", ["Solem, Ingrid", "Nwosu, Peter"]),
    ("Ann Lee, Jr. & Bo", ["Ann Lee, Jr.", "Bo"]),
    ("Alexander Sandberg", ["Alexander Sandberg"]),
])  # fmt: skip
def test_bylines_part_into_names(byline: str | None, names: list[str]) -> None:
    assert authors(byline) == names
