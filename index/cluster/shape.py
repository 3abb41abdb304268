"""What an answer has to look like: a pattern that it is held against before anything is read of it."""

from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

Shape = Any
"""A type, where `float` is any number; `Maybe`, `Nullable`; of an object the shapes of what stands under its keys, or,
under `...`, that of all; of a list that of each of its items, or a tuple with one for each.
"""
_NAMES = {
    int: "a whole number", float: "a number", str: "a text", bool: "true or false", dict: "an object", list: "a list",
}  # fmt: skip
_NUMBERS = {int, float}


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
    return _misfit([found], shape, "it")


def _misfit(found: list[Any], shape: Shape, place: str) -> str:
    """How one of the values at a place departs from their shape: all are looked at at once, since a page has many."""
    kind = type(shape)
    if kind is Maybe or kind is Nullable:
        absent = {type(None), _Missing} if kind is Maybe else {type(None)}
        return _misfit([one for one in found if type(one) not in absent], shape.shape, place)
    wanted = shape if kind is type else list if kind is tuple else kind
    if not set(map(type, found)) <= (_NUMBERS if wanted is float else {wanted}):
        odd = next(one for one in found if type(one) is not wanted)
        what = "null" if odd is None else "missing" if odd is _MISSING else f"{odd!r:.40}"
        return f"{place} is {what} instead of {_NAMES[wanted]}"
    fault = ""
    if kind is dict:
        for key, each in shape.items():
            inner = _under(found, key) if key is not ... else [*chain(*map(dict.values, found))]
            fault = fault or _misfit(inner, each, f"{place}.{'*' if key is ... else key}")
    elif kind is list:
        fault = _misfit(list(chain.from_iterable(found)), shape[0], f"{place}[]")
    elif kind is tuple:
        if set(map(len, found)) - {len(shape)}:
            return f"{place} has another number of values than {len(shape)}"
        for at, each in enumerate(shape):
            fault = fault or _misfit([one[at] for one in found], each, f"{place}[{at}]")
    return fault


def _under(found: list[Any], key: str) -> list[Any]:
    """What stands under a key of each object."""
    try:
        return list(map(itemgetter(key), found))
    except KeyError:
        return [one.get(key, _MISSING) for one in found]
