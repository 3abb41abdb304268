import os
import select
import subprocess
import sys

import pytest

PARENT = """
import os, sys
from dateline.index.build.workers import worker_pool
with worker_pool(2) as pool:
    print(*[pool.submit(os.getpid).result() for _ in range(8)], flush=True)
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
