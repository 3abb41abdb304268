"""What an answer has to look like: a pattern that it is held against before anything is read of it."""

from collections.abc import Collection, Iterator
from itertools import chain
from typing import Any, NamedTuple

Shape = Any
"""A type, where `float` is any number; `Maybe`, `Nullable`; of an object the shapes of what stands under its keys, or,
under `...`, that of all; of a list that of each of its items, or a tuple with one for each.
"""
_NAMES = {int: "a whole number", float: "a number", str: "a text", bool: "true or false", dict: "an object"}


class Maybe(NamedTuple):
    """The shape of what may be missing or null."""

    shape: Shape


class Nullable(NamedTuple):
    """The shape of what must be there and may be null."""

    shape: Shape


class _Missing:
    """What stands where nothing does."""


_MISSING = _Missing()


def misfit(found: Any, shape: Shape) -> str:
    """Where and how something departs from a shape, in words; empty where it does not."""
    return next(_misfits([found], shape, "it"), "")


def _misfits(found: list[Any], shape: Shape, place: str) -> Iterator[str]:
    """How values depart from the shape of what stands at a place: all at once, since a page has thousands. Whoever goes
    on after one meets values of any kind.
    """
    kind = type(shape)
    if kind is Maybe:
        yield from _misfits([one for one in found if one is not None and one is not _MISSING], shape.shape, place)
    elif kind is Nullable:
        yield from _misfits([one for one in found if one is not None], shape.shape, place)
    elif kind is type:
        yield from _others(found, (int, float) if shape is float else (shape,), _NAMES[shape], place)
    elif kind is dict:
        yield from _others(found, (dict,), "an object", place)
        for key, each in shape.items():
            every = [one.values() for one in found] if key is ... else [[one.get(key, _MISSING)] for one in found]
            yield from _misfits(list(chain.from_iterable(every)), each, f"{place}.{'*' if key is ... else key}")
    elif kind is list:
        yield from _others(found, (list,), "a list", place)
        yield from _misfits(list(chain.from_iterable(found)), shape[0], f"{place}[]")
    elif kind is tuple:
        yield from _others(found, (list,), "a list", place)
        yield from (f"{place} has {len(one)} values instead of {len(shape)}" for one in found if len(one) != len(shape))
        for at, each in enumerate(shape):
            yield from _misfits([one[at] for one in found], each, f"{place}[{at}]")


def _others(found: list[Any], kinds: Collection[type], wanted: str, place: str) -> Iterator[str]:
    """What is said of values of another kind."""
    if not set(map(type, found)) <= set(kinds):
        odd = next(one for one in found if type(one) not in kinds)
        what = "null" if odd is None else "missing" if odd is _MISSING else f"{odd!r:.40}"
        yield f"{place} is {what} instead of {wanted}"
