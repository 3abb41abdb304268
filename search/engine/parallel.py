"""One function over all segments, in this thread or in several."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Mapper(Protocol):
    """`map`, or that of a pool of threads: NumPy releases the GIL while it works."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """What the function makes of each item, in order."""
        ...


def threaded_map(threads: int) -> Mapper:
    """`map` in some threads, each of which takes its share of the items: handing out one at a time takes longer."""
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(threads)

    def each(function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        listed = list(items)
        shares = [listed[first::threads] for first in range(threads)]
        done = list(pool.map(lambda share: list(map(function, share)), shares))
        return (done[number % threads][number // threads] for number in range(len(listed)))

    return each
