"""Which articles an archive holds to be copies: the same however they came into it, and kept with its generation."""

import random

import pytest
from archives import archive, batch, record, run, save
from planted import Story, article, planted, reworded, trimmed

from dateline.index.archive import generation
from dateline.index.errors import CorruptIndex


def groups(folder):
    """The groups of an archive's copies, as sets of ids."""
    _, segments, copies = generation.open_archive(folder)
    members = [copies.members(group) for group in range(len(copies))]
    return {frozenset(segments[part].ids[doc].decode() for part, doc in some) for some in members}


def records(seed=7, stories=12):
    made = enumerate(planted(seed, stories))
    return [record(f"{number:03}", one["title"], one["body"]) for number, (_, _, one) in made]


def story(seed=1):
    """An article, a copy trimmed, a copy reworded, and another on the same story."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    about = Story(rng)
    one = article(rng, about)
    texts = one, trimmed(rng, one), reworded(rng, one), article(rng, about)
    return [record(name, text["title"], text["body"]) for name, text in zip("abcd", texts, strict=True)]


def test_copies_are_grouped(tmp_path):
    assert groups(archive(tmp_path, story())) == {frozenset("abc")}


def test_groups_are_the_same_in_any_order_and_however_segments_are_cut(tmp_path):
    made = records()
    expected = groups(archive(tmp_path / "once", made))
    assert len(expected) > 15
    shuffled = random.Random(2).sample(made, len(made))  # noqa: S311 - nothing secret
    assert groups(archive(tmp_path / "shuffled", shuffled)) == expected
    apart = [made[at::11] for at in range(11)]  # more than are left apart: some are merged
    assert groups(archive(tmp_path / "apart", *apart)) == expected


def test_a_group_follows_deletions(tmp_path):
    a, b, c, d = story()
    folder = archive(tmp_path / "kept", [a, b, c, d], deleted="c")
    assert groups(folder) == {frozenset("ab")}
    assert groups(archive(folder, deleted="b")) == set()
    assert groups(archive(folder, [b])) == {frozenset("ab")}


def test_a_group_follows_changes(tmp_path):
    a, b, c, d = story()
    news = save(tmp_path / "news" / "one.jsonl", a, b, c)
    save(tmp_path / "news" / "two.jsonl", d)
    folder = tmp_path / ".dateline"
    run(folder, news.parent)
    assert groups(folder) == {frozenset("abc")}
    save(tmp_path / "news" / "two.jsonl", d | {"body": a["body"]}, age=2000)
    run(folder, news.parent)
    assert groups(folder) == {frozenset("abcd")}
    save(tmp_path / "news" / "one.jsonl", a, b | {"body": d["body"]}, c, age=3000)
    run(folder, news.parent)
    assert groups(folder) == {frozenset("acd")}


def test_an_archive_without_copies_has_no_groups(tmp_path):
    folder = archive(tmp_path, [record("a", "Gas", "Gas exports rose")])
    copies = generation.open_archive(folder).copies
    assert len(copies) == 0
    assert len(copies.of_segment(0).docs) == 0


def test_articles_of_a_segment_are_ascending_and_number_their_groups_alike(tmp_path):
    made = records()
    state, _, copies = generation.open_archive(archive(tmp_path, made[::2], made[1::2]))
    assert len(state.segments) == 2
    for part in (0, 1):
        docs, numbers = copies.of_segment(part)
        assert docs.tolist() == sorted(set(docs.tolist()))
        for doc, group in zip(docs.tolist(), numbers.tolist(), strict=True):
            assert (part, doc) in copies.members(group)


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_file_of_copies_is_told(tmp_path, damage):
    folder = archive(tmp_path, story())
    path = generation.copies_path(folder, 1)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    with pytest.raises(CorruptIndex, match=path.name):
        generation.open_archive(folder)


def test_a_file_of_other_segments_is_told(tmp_path):
    made = records()
    other = generation.copies_path(archive(tmp_path / "one", made), 1)
    folder = archive(tmp_path / "two", made[::2], made[1::2])
    generation.copies_path(folder, 2).write_bytes(other.read_bytes())
    with pytest.raises(CorruptIndex, match="another generation"):
        generation.open_archive(folder)


def test_a_changed_byte_is_found(tmp_path):
    folder = archive(tmp_path, story())
    path = generation.copies_path(folder, 1)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(CorruptIndex, match="checksum"):
        generation.open_archive(folder)


def test_sketches_stay_with_their_articles_when_some_of_a_batch_are_left_out():
    made = story()
    whole = batch(made)
    some = whole.only([True, False, True, True])
    assert some.sketches.tolist() == whole.sketches[[0, 2, 3]].tolist()
