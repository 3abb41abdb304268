import re

from hypothesis import given
from hypothesis import strategies as st

from index.prose import one_line, paragraphs

# Too short to be hard-wrapped.
TEXTS = st.text(st.sampled_from("ab.é  \n\t\r\v\x1c\u00a0\u200b\u2060\ufeff\u2028"), max_size=45)


@given(TEXTS)
def test_a_line_has_single_blanks_and_nothing_invisible(text: str) -> None:
    assert one_line(text) == re.sub(r"[\s\u200b\u2060\ufeff]+", " ", text).strip()


@given(TEXTS)
def test_every_line_is_a_paragraph_but_blank_ones(text: str) -> None:
    assert paragraphs(text) == [line for line in map(one_line, text.split("\n")) if line]


def test_lines_that_are_hard_wrapped_are_joined() -> None:
    lines = [
        "The ferry to the northern islands was late again on Monday, and the",
        "harbour master blamed the fog, which he said had not lifted since the",
        "weekend and would not before Thursday, whatever the forecast promised",
        "to the people on the quay.",
    ]
    assert paragraphs("\n".join(lines)) == [" ".join(lines)]
    assert paragraphs(" \n".join(lines) + "\n\nThe end.") == [" ".join(lines), "The end."]
