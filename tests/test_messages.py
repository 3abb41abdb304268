import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.search.errors import QueryError
from dateline.search.output.cell_width import cells
from dateline.search.output.messages import fitted, message
from dateline.search.query.parse import parse


@pytest.mark.parametrize(("query", "reason", "line", "marks"), [
    ("ferry AND", "there is nothing after AND", "ferry AND", "      ^~~"),
    ("渡船\t# x", "there is nothing to search for in `#`", "渡船 # x", "     ^"),
    ("cafe\u0301 ()", "there is nothing in the parentheses", "cafe\u0301 ()", "     ^~"),
    ("👩\u200d🚀 #", "there is nothing to search for in `👩 🚀`", "👩 🚀 #", "^~~~~"),
])
def test_a_message_marks_what_it_is_about(query: str, reason: str, line: str, marks: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert message(caught.value) == f"{reason}; {caught.value.advice}\n  {line}\n  {marks}"


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from("x船"))
def test_a_long_query_shows_a_window_with_the_marked_part_in_it(before: int, after: int, letter: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(f"{letter * before} # {letter * after}")
    _, line, marks = message(caught.value).split("\n")
    columns = "".join(shown * 2 if shown == "船" else shown for shown in line)
    assert columns[marks.index("^")] == "#"
    assert len(columns) <= 80


def test_a_message_holds_nothing_that_a_terminal_would_obey() -> None:
    with pytest.raises(QueryError) as caught:
        parse('\x1b[31m "\u202e" \r\n')
    assert not set("\x1b\u202e\r") & set(message(caught.value))


@pytest.mark.parametrize("width", [30, 40, 80, 200])
@pytest.mark.parametrize("query", ["ferry OR", "harbour " * 9 + "OR", "渡船 " * 30 + "hed:ferry", "x" * 99 + " w/5"])
def test_a_message_fits_a_terminal(query: str, width: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    *said, line, marks = fitted(f"dateline: {message(caught.value, width)}", width).split("\n")
    assert max(map(cells, [*said, line, marks])) <= width
    assert " ".join(said) == f"dateline: {caught.value.reason}; {caught.value.advice}"
    assert cells(line) >= marks.index("^")
