"""Both engines give the same results in the same order, and survive what goes wrong in the work."""

import os
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from pipeline.engine import LocalEngine, PoolEngine, make_engine


def square(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return number * number


def vanish(number: int) -> int:
    os._exit(number)


@pytest.fixture(scope="module")
def pool() -> Iterator[PoolEngine]:
    with PoolEngine(2) as engine:
        yield engine


@pytest.mark.parametrize(("workers", "kind"), [(0, LocalEngine), (1, LocalEngine), (2, PoolEngine)])
def test_one_process_needs_no_pool(workers: int, kind: type[Any]) -> None:
    assert isinstance(make_engine(workers), kind)


def test_results_come_in_order(pool: PoolEngine) -> None:
    numbers = [5, 3, 8, 1, 9, 2, 7]
    assert list(pool.map(square, numbers)) == list(LocalEngine().map(square, numbers)) == [n * n for n in numbers]


def test_an_exception_of_the_work_is_raised_and_the_next_work_runs(pool: PoolEngine) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        list(pool.map(square, [1, 13, 2]))
    assert list(pool.map(square, [4])) == [16]


def test_a_process_that_dies_breaks_its_work_only(pool: PoolEngine) -> None:
    with pytest.raises(BrokenProcessPool):
        list(pool.map(vanish, [1]))
    assert list(pool.map(square, [6])) == [36]
