"""A saved web page to an article: what it says of itself, and its main text without the boilerplate of the site."""

import re
from itertools import groupby

from dateline.index.article import Article, RawDocument
from dateline.index.extract.boilerplate import is_boilerplate, is_boilerplate_block
from dateline.index.extract.date_lines import read_line
from dateline.index.extract.datelines import dateline
from dateline.index.extract.evidence import Value, letters
from dateline.index.extract.html.main_text import Block, main_text
from dateline.index.extract.html.metadata import Metadata, read
from dateline.index.extract.html.tree import parse
from dateline.index.extract.paragraphs import ends_sentence

_DATELINE_WITHIN = 3  # paragraphs: a standfirst may come first
_LABEL_WORDS = 4  # of a section's name or a person's above the text
_LONGEST_FOOT = 160  # characters of a call that closes a page
_ADDRESS = re.compile(r"https?://|\bwww\.|(?<!\S)@\w{3}|\w@\w")
_CALLS = 0.25  # of a closing line is link: it leads elsewhere


def article(raw: RawDocument) -> Article:
    """Read a web page. What cannot be found is None; a page with no readable text gives an empty body."""
    tree = parse(raw.content if isinstance(raw.content, str) else "")
    metadata = Metadata() if tree is None else read(tree)
    title = metadata.title.value if metadata.title else ""
    blocks, said = ([], "") if tree is None else main_text(tree, metadata.body)
    paragraphs = [block.text for block in _without_boilerplate(blocks, title)]
    found = {
        "title": metadata.title,
        "date": metadata.date,
        "outlet": metadata.outlet,
        "author": metadata.author,
        "place": _place(paragraphs),
        "url": metadata.url,
        "body": Value("\n\n".join(paragraphs), said) if paragraphs else None,
    }
    values = {field: value.value if value else None for field, value in found.items()}
    return Article(
        id=raw.id,
        path=raw.path,
        title=title,
        date=values["date"],
        outlet=values["outlet"],
        author=values["author"],
        place=values["place"],
        url=values["url"],
        body=values["body"] or "",
        evidence={field: value.evidence for field, value in found.items() if value},
    )


def _place(paragraphs: list[str]) -> Value | None:
    for paragraph in paragraphs[:_DATELINE_WITHIN]:
        if opening := dateline(paragraph):
            return Value(opening[0], "dateline")
    return None


def _without_boilerplate(blocks: list[Block], title: str) -> list[Block]:
    """The blocks of the main text: no second headline, labels, calls, lists of links, lone dates, repeats."""
    kept: list[Block] = []
    seen: set[str] = set()
    listing = False  # under a label such as "Read more:", where items are other stories
    for number, block in enumerate(blocks):
        repeated = len(block.text) > 40 and block.text in seen
        headline = number < 4 and letters(block.text) == letters(title)
        label = is_boilerplate_block(block.text) or (not kept and (_is_label(block) or _is_date_line(block)))
        listing = label or (listing and block.kind == "item")
        promoted = block.kind == "p" and block.linked > 0.8 and len(block.text.split()) > 3
        dropped = repeated or headline or listing or promoted or is_boilerplate(block.text)
        if not dropped and any(map(str.isalnum, block.text)):
            seen.add(block.text)
            kept.append(block)
    return _without_foot(_without_link_lists(kept))


def _is_label(block: Block) -> bool:
    """Whether a paragraph above the text is a name, of a section or a person: a few words that end like a word."""
    few = len(block.text.split()) <= _LABEL_WORDS and len(block.text) <= 40
    return block.kind == "p" and few and block.text[-1].isalnum()


def _is_date_line(block: Block) -> bool:
    """Whether a paragraph above the text is a day with names beside it: `Ana Sorel | Oru | 6 February 2024`."""
    return block.kind == "p" and read_line(block.text) is not None and not ends_sentence(block.text)


def _without_link_lists(blocks: list[Block]) -> list[Block]:
    """Without runs of list items that are, most of them, links and nothing else."""
    kept: list[Block] = []
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        run = list(group)
        if kind != "item" or sum(item.linked > 0.8 for item in run) < 0.7 * len(run):
            kept.extend(run)
    return kept


def _without_foot(blocks: list[Block]) -> list[Block]:
    """Without what closes a page: headings of sections that were boilerplate, short lines that lead elsewhere."""
    end = len(blocks)
    while end and _leads_elsewhere(blocks[end - 1]):
        end -= 1
    return blocks[:end]


def _leads_elsewhere(block: Block) -> bool:
    if block.kind == "head" or len(block.text) > _LONGEST_FOOT:
        return block.kind == "head"
    return block.linked >= _CALLS or _ADDRESS.search(block.text) is not None
