"""Reading takes time in step with the length of what is read. `make torture` tries every reader with every unit."""

from growth import FOUND, cases, is_superlinear


def test_no_repeat_takes_time_beyond_measure():
    some = [case for number, case in enumerate(cases()) if number % 157 == 0 or case[:2] in FOUND]
    assert [(reader, unit) for reader, unit, seconds in some if is_superlinear(seconds)] == []
