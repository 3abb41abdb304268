"""What an indexing run of a cluster keeps on the disk is what it would keep in memory."""

import random
from tempfile import TemporaryFile

import numpy as np
import pytest
from planted import planted

from dateline.index.analysis.chunks import encode_chunks
from dateline.index.analysis.sketch import SIZE, sketches
from dateline.index.archive.grouping import leaders
from dateline.index.cluster.copies import changed_copies
from dateline.index.cluster.errors import DamagedArticle
from dateline.index.cluster.maps import Maps
from dateline.index.cluster.row_file import RowFile


def test_a_mapping_on_the_disk_is_as_a_dict() -> None:
    made, chosen = Maps(), random.Random(4)  # noqa: S311 - nothing secret
    maps, dicts = [made.new(), made.new()], [dict[str, str](), dict[str, str]()]
    for _ in range(3000):
        which, key, value = chosen.randrange(2), f"é\udcff\0{chosen.randrange(90)}", f"{chosen.random()}"
        found, wanted = maps[which], dicts[which]
        match chosen.randrange(4):
            case 0:
                assert found.setdefault(key, value) == wanted.setdefault(key, value)
            case 1:
                assert found.pop(key, "") == wanted.pop(key, "")
            case 2:
                found[key] = wanted[key] = value
            case _:
                assert (found.get(key), key in found) == (wanted.get(key), key in wanted)
        assert (len(found), bool(found)) == (len(wanted), bool(wanted))
    for found, wanted in zip(maps, dicts, strict=True):
        assert dict(found.items()) == dict(found) == wanted
        assert sorted(found.values()) == sorted(wanted.values())
        with pytest.raises(KeyError):
            del found["none"]


def test_copies_are_told_of_rows_on_the_disk() -> None:
    made = [article for _, _, article in planted(7, stories=30)]
    rows = sketches(encode_chunks(part for one in made for part in (one["title"], *one["body"].partition("\n")[::2])))
    words = np.array([len(one["body"].split()) for one in made])
    with TemporaryFile() as file:
        on_disk = RowFile(file, SIZE)
        for row in rows:
            on_disk.add(row.tobytes())
        assert len(on_disk) == len(rows)
        assert leaders(on_disk, words).tolist() == leaders(rows, words).tolist()


def test_an_article_whose_sketch_is_damaged_is_named() -> None:
    damaged = {"id": "a1", "_id": "0", "sketch": "AAAA", "body_length": 3}
    with pytest.raises(DamagedArticle, match="a1"):
        list(changed_copies([damaged]))
