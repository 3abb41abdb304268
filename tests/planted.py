"""Planted copies: invented stories, copies of them as newsrooms make them, and other articles on the same stories."""

import random
from collections.abc import Iterator
from itertools import combinations

NAMES = (
    *("Abara", "Brandt", "Castell", "Dunmore", "Eriksen", "Farouk", "Galli", "Hartmann", "Ivanov"),
    *("Jansen", "Kovac", "Lindqvist", "Mbeki", "Novak", "Okafor"),
)
TOWNS = (
    *("Strandvik", "Halvard", "Qasr", "Minato", "Ropewalk", "Saltings", "Quill", "Brandreth", "Calvessa"),
    *("Detroit", "Zahrin", "Aspern"),
)
WHO = (
    *("the council", "the ministry", "the union", "the company", "the regulator", "residents"),
    *("two witnesses", "the court", "the board"),
)
SAID = (
    *("said in a statement", "said on Thursday", "told reporters", "announced", "warned"),
    "confirmed late on Monday",
)
DID = (
    *("would suspend", "had approved", "was reviewing", "opposed", "would vote on", "has delayed", "is to pay for"),
    *("had not been told of", "will appeal against", "expects to finish", "could no longer afford", "welcomed"),
)
WHAT = (
    *("the ferry contract", "a new harbour wall", "plans for the tram line", "the budget", "a ban on night flights"),
    *("the gas pipeline", "repairs to the bridge", "the fishing quota", "its pension scheme", "the fire inquiry"),
    *("the hospital's closure", "a rise in fares", "the sale of the shipyard", "water rationing", "the election rules"),
)
WHY = (
    *("because costs had doubled", "after weeks of protests", "despite objections from fishermen", "for safety"),
    *("as winter approaches", "while talks go on", "under pressure from creditors", "to win over voters", "by chance"),
    *("before the deadline", "without giving reasons", "in line with earlier promises", "amid doubts over the figures"),
)
MORE = (
    *("steep", "quiet", "local", "foreign", "cheap", "rusty", "early", "careful", "bitter", "public"),
    *("heavy", "brief", "northern", "modern", "idle"),
)
THINGS = (
    *("crane", "cargo", "window", "letter", "engine", "garden", "market", "island", "kitchen", "ladder"),
    *("signal", "bucket", "corridor", "ticket"),
)


class Story:
    """What articles on one event have in common: who, where, some figures, and a quotation."""

    def __init__(self, rng: random.Random) -> None:
        self.names, self.towns = rng.sample(NAMES, 3), rng.sample(TOWNS, 2)
        self.figures = [f"{rng.randint(3, 9_000):,}" for _ in range(6)]
        self.what = rng.sample(WHAT, 4)
        self.quote = f'"{sentence(rng, self)} {sentence(rng, self)}" {rng.choice(self.names)} {rng.choice(SAID)}.'


def sentence(rng: random.Random, story: Story) -> str:
    """One invented sentence about a story."""
    thing = f"the {rng.choice(MORE)} {rng.choice(THINGS)}"
    who = rng.choice([*WHO, *story.names, f"a {rng.choice(MORE)} {rng.choice(THINGS)} maker"])
    what = rng.choice([*story.what, thing, f"{rng.choice(story.figures)} {rng.choice(THINGS)}s"])
    claim = f"{who} {rng.choice(DID)} {what} {rng.choice(WHY)}"
    forms = (
        f"{claim}, {rng.choice(story.names)} {rng.choice(SAID)}.",
        f"In {rng.choice(story.towns)}, {claim}.",
        f"{rng.choice(WHO)} {rng.choice(SAID)} that {claim}, and {thing} was left near {rng.choice(TOWNS)}.",
        f"{claim}; {rng.choice(MORE)} {rng.choice(THINGS)}s and {rng.choice(story.figures)} others were counted.",
    )
    made = rng.choice(forms)
    return made[0].upper() + made[1:]


def article(rng: random.Random, story: Story) -> dict[str, str]:
    """An article on a story: its quotation may be in it."""
    paragraphs = [" ".join(sentence(rng, story) for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(4, 14))]
    if rng.random() < 0.6:
        paragraphs.insert(rng.randrange(len(paragraphs)), story.quote)
    return {
        "title": headline(rng, story),
        "place": rng.choice(story.towns).upper(),
        "date": f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "body": "\n\n".join(paragraphs),
    }


def headline(rng: random.Random, story: Story) -> str:
    """A headline for a story."""
    return f"{rng.choice(story.names)} {rng.choice(DID)} {rng.choice(story.what)}"


def retitled(rng: random.Random, found: dict[str, str]) -> dict[str, str]:
    return found | {"title": headline(rng, Story(rng))}


def moved(rng: random.Random, found: dict[str, str]) -> dict[str, str]:
    """Under another dateline, which the text repeats."""
    place = rng.choice(TOWNS).upper()
    return found | {"place": place, "body": f"{place} (Wire) - {found['body']}"}


def trimmed(rng: random.Random, found: dict[str, str]) -> dict[str, str]:
    """Without up to 30 % of its words: of its end, or of any of its paragraphs."""
    body = found["body"]
    room = int(len(body.split()) * rng.uniform(0.1, 0.3))
    if rng.random() < 0.5:
        words = body.split(" ")
        return found | {"body": " ".join(words[: len(words) - room]).rstrip(",;") + "."}
    paragraphs = body.split("\n\n")
    for at in rng.sample(range(len(paragraphs)), len(paragraphs)):
        if len(paragraphs[at].split()) <= room:
            room -= len(paragraphs[at].split())
            paragraphs[at] = ""
    return found | {"body": "\n\n".join(filter(None, paragraphs))}


def reworded(rng: random.Random, found: dict[str, str]) -> dict[str, str]:
    """With up to 10 % of its words put otherwise, left out or added."""
    share = rng.uniform(0.02, 0.1)

    def put(word: str) -> str:
        if rng.random() >= share:
            return word
        return rng.choice(["", f"{word} {rng.choice(MORE)}", *[rng.choice([*MORE, *THINGS])] * 3])

    return found | {"body": "\n\n".join(" ".join(map(put, part.split(" "))) for part in found["body"].split("\n\n"))}


CHANGES = {
    "exact": lambda _, found: found,
    "retitled": retitled,
    "trimmed": trimmed,
    "reworded": reworded,
    "another dateline": moved,
    "trimmed and reworded": lambda rng, found: reworded(rng, trimmed(rng, retitled(rng, found))),
}


def planted(seed: int, stories: int = 60) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Articles in no order, each with its source and how it was made of that: `original`, or one of `CHANGES`.

    Articles of one story share people, places, figures and perhaps a quotation; those of one source are copies.
    """
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    made = []
    for number in range(stories):
        story = Story(rng)
        for other in range(3):
            source, original = f"{number}.{other}", article(rng, story)
            made.append((source, "original", original))
            if other < 2:
                kinds = rng.sample(list(CHANGES), rng.randint(1, 3))
                made += [(source, kind, CHANGES[kind](rng, original)) for kind in kinds]
    rng.shuffle(made)
    yield from made


def score(made: list[tuple[str, str, dict[str, str]]], groups: list[int]) -> tuple[float, float, dict[str, float]]:
    """Precision and recall over pairs of articles, and for each kind how many are with their original."""
    pairs = [(one, other) for one, other in combinations(range(len(made)), 2)]
    true = {pair for pair in pairs if made[pair[0]][0] == made[pair[1]][0]}
    found = {pair for pair in pairs if groups[pair[0]] == groups[pair[1]]}
    originals = {source: at for at, (source, kind, _) in enumerate(made) if kind == "original"}
    kinds = {
        kind: [groups[at] == groups[originals[source]] for at, (source, how, _) in enumerate(made) if how == kind]
        for kind in CHANGES
    }
    right = len(true & found)
    return right / max(len(found), 1), right / len(true), {kind: sum(hits) / len(hits) for kind, hits in kinds.items()}


def grouped(made: list[tuple[str, str, dict[str, str]]]) -> list[int]:
    """The groups that our sketches tell."""
    import numpy as np

    from dateline.index.analysis.chunks import encode_chunks
    from dateline.index.analysis.sketch import sketches
    from dateline.index.archive.grouping import leaders

    chunks = encode_chunks(part for _, _, one in made for part in (one["title"], "", one["body"]))
    words = np.array([len(one["body"].split()) for _, _, one in made])
    return leaders(sketches(chunks), words).tolist()
