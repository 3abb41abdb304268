import os
import select
import subprocess
import sys

import pytest

from dateline.index.build import batch, run
from dateline.index.build.workers import WorkerEnded
from dateline.index.extract.outlet_rules import Rules

PARENT = """
import os, sys
from dateline.index.build.workers import worker_pool
with worker_pool(2, 1 << 30, lambda: None) as pool:
    print(*[pool().submit(os.getpid).result() for _ in range(8)], flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="select is for sockets only there")
def test_workers_end_when_their_parent_is_killed() -> None:
    ended, alive = os.pipe()  # readable to its end once no process holds the other side
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[alive]) as parent:
        os.close(alive)
        assert parent.stdout is not None
        workers = set(parent.stdout.readline().split())
        assert workers
        assert str(parent.pid).encode() not in workers
        parent.kill()
    assert select.select([ended], [], [], 60)[0]
    assert os.read(ended, 1) == b""
    os.close(ended)


def _end(*_: object):
    os._exit(1)


def test_a_worker_that_ends_is_told_and_nothing_is_changed(tmp_path, monkeypatch):
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text("Rain\n\n" + "It fell. " * 10_000)
    monkeypatch.setattr(batch, "prepare", _end)
    with pytest.raises(WorkerEnded, match="--jobs 1"):
        run.build([tmp_path], tmp_path / "index", Rules(), jobs=2)
    assert not (tmp_path / "index").exists()
