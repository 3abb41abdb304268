"""Real OpenSearch nodes on this machine, for the tests of the cluster's engine and for trying it out.

    python tests/opensearch.py up FOLDER [--nodes N] [--heap 512m] [--port 9200]
    python tests/opensearch.py down FOLDER
    python tests/opensearch.py test FOLDER     start one, run tests/test_cluster.py, _runs.py and _answers.py
                                               with it, end it; then the same with two and a voter, and
                                               tests/test_cluster_kills.py

Two nodes or more get a voting-only manager beside them, so that either may go. The parts come from Maven Central
(`cluster/pom.xml`): the distribution without plugins, and the modules for analyzers and scripts. It needs a JDK of 11
to 21 and Maven; a node that root starts runs as `nobody`, since OpenSearch refuses root.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from contextlib import suppress
from pathlib import Path

VERSION = "2.19.5"
POM = Path(__file__).parent / "cluster" / "pom.xml"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy-dependencies"
MODULES = {
    "lang-painless": (
        "org.opensearch.painless.PainlessPlugin", "",
        ("lang-painless-*", "antlr4-runtime-*", "asm*", "opensearch-scripting-painless-spi-*"),
    ),
    "analysis-common": (
        "org.opensearch.analysis.common.CommonAnalysisPlugin", "lang-painless", ("analysis-common-*",),
    ),
}  # fmt: skip
POLICY = """grant {
  permission java.lang.RuntimePermission "createClassLoader";
  permission java.lang.RuntimePermission "getClassLoader";
};
"""
NONE = 3
"""The exit code where there is no Java or Maven, or what they fetch can't be had."""
KILLS_HEAP, KILLS_PORT = "256m", 9390
"""Of the nodes that tests kill."""
LEAN = "-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC"


def missing() -> str:
    """What this machine lacks to run a node; empty where it lacks nothing."""
    lacking = [name for name in ("java", "mvn") if not shutil.which(name)]
    return f"no {' and no '.join(lacking)} here (on Debian or Ubuntu: default-jdk-headless maven)" if lacking else ""


def assembled(folder: Path) -> Path:
    """A node's home below a folder, fetched and put together unless it is there."""
    home = folder / f"opensearch-{VERSION}"
    if (home / ".assembled").exists():
        return home
    parts = folder / "parts"
    folder.mkdir(parents=True, exist_ok=True)
    fetch = ["mvn", "-q", "-B", "-f", POM, COPY, f"-DoutputDirectory={parts.absolute()}"]
    subprocess.run(fetch, check=True, timeout=600)
    with zipfile.ZipFile(parts / f"opensearch-{VERSION}.zip") as packed:
        packed.extractall(folder)
    (home / "bin" / "opensearch").chmod(0o755)
    for script in (home / "bin").iterdir():
        script.chmod(0o755)
    for name, (main, extended, jars) in MODULES.items():
        module = home / "modules" / name
        module.mkdir(exist_ok=True)
        about = {
            "description": name, "version": VERSION, "name": name, "classname": main, "java.version": "11",
            "opensearch.version": VERSION, "custom.foldername": "", "extended.plugins": extended,
            "has.native.controller": "false",
        }  # fmt: skip
        text = "".join(f"{key}={value}\n" for key, value in about.items())
        (module / "plugin-descriptor.properties").write_text(text)
        for jar in (found for pattern in jars for found in parts.glob(pattern)):
            shutil.copy(jar, module)
    (home / "modules" / "lang-painless" / "plugin-security.policy").write_text(POLICY)
    options = home / "config" / "jvm.options"
    unwanted = "gc.log", "HeapDump", "ErrorFile", "-Xm"
    kept = [line for line in options.read_text().split("\n") if not any(part in line for part in unwanted)]
    options.write_text("\n".join(kept))
    (home / ".assembled").touch()
    return home


def start(folder: Path, number: int, nodes: int, heap: str, port: int) -> subprocess.Popen[bytes]:
    """Start one node of so many; the one after the last only votes."""
    home, node = assembled(folder).absolute(), folder.absolute() / f"node{number}"
    (node / "tmp").mkdir(parents=True, exist_ok=True)
    shutil.copytree(home / "config", node / "config", dirs_exist_ok=True)
    everyone = range(1, nodes + 1 + (nodes > 1))
    seeds = json.dumps([f"127.0.0.1:{port + 100 + each}" for each in everyone])
    votes_only = number > nodes
    (node / "config" / "opensearch.yml").write_text(
        f"cluster.name: dateline-{port}\n"
        f"node.name: node{number}\n"
        f"node.roles: [cluster_manager{'' if votes_only else ', data'}]\n"
        f"path.data: {node / 'data'}\npath.logs: {node / 'logs'}\n"
        f"network.host: 127.0.0.1\nhttp.port: {port + number - 1}\ntransport.port: {port + 100 + number}\n"
        f"discovery.seed_hosts: {seeds}\n"
        f"cluster.initial_cluster_manager_nodes: {json.dumps([f'node{each}' for each in everyone])}\n"
        "cluster.routing.allocation.disk.threshold_enabled: false\n"
        "indices.query.bool.max_clause_count: 8192\n"
        "search.default_allow_partial_results: false\n"
        "indices.breaker.total.use_real_memory: false\n"  # else garbage counts, which nothing collects while it refuses
    )
    size = "128m" if votes_only else heap
    variables = os.environ | {
        "OPENSEARCH_PATH_CONF": str(node / "config"), "OPENSEARCH_TMPDIR": str(node / "tmp"), "HOME": str(node),
        "OPENSEARCH_JAVA_HOME": str(Path(str(shutil.which("java"))).resolve().parents[1]),
        "OPENSEARCH_JAVA_OPTS": f"-Xms{size} -Xmx{size} {LEAN}",
    }  # fmt: skip
    command = [str(home / "bin" / "opensearch")]
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody:nogroup", node], check=True)
        command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
    with (node / "out.log").open("wb") as log:
        process = subprocess.Popen(command, env=variables, stdout=log, stderr=log, start_new_session=True)
    (node / "pid").write_text(str(process.pid))
    return process


def up(folder: Path, nodes: int = 1, heap: str = "512m", port: int = 9200) -> str:
    """Start the nodes and wait until they are a cluster; its address."""
    for number in range(1, nodes + 1 + (nodes > 1)):
        start(folder, number, nodes, heap, port)
    address = f"http://127.0.0.1:{port}"
    wait(address, nodes + (nodes > 1), folder)
    return address


def wait(address: str, nodes: int, folder: Path, status: str = "yellow", seconds: int = 180) -> None:
    """Wait until so many nodes are a cluster of this health."""
    end = time.monotonic() + seconds
    url = f"{address}/_cluster/health?wait_for_nodes={nodes}&wait_for_status={status}&timeout=5s"
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - of this machine
            if not json.load(answer)["timed_out"]:
                return
        time.sleep(0.5)
    down(folder)
    sys.exit(f"no cluster within {seconds} s; {folder}/node1/out.log may say why")


def down(folder: Path) -> None:
    """End the nodes of a folder, and wait until they have."""
    for noted in folder.glob("node*/pid"):
        pid = int(noted.read_text())
        try:
            os.kill(pid, signal.SIGTERM)
            while Path(f"/proc/{pid}").exists() and "zombie" not in Path(f"/proc/{pid}/status").read_text():
                time.sleep(0.2)
        except (ProcessLookupError, FileNotFoundError):
            pass
        noted.unlink()


def is_running(folder: Path, number: int) -> bool:
    """Whether a node runs."""
    status = Path(f"/proc/{(folder / f'node{number}' / 'pid').read_text()}/status")
    return status.exists() and "zombie" not in status.read_text()


def kill(folder: Path, number: int) -> None:
    """End a node as a power cut does."""
    os.kill(int((folder / f"node{number}" / "pid").read_text()), signal.SIGKILL)


def test(folder: Path, nodes: int, heap: str, port: int) -> int:
    """Run the tests that need a cluster, then those that kill nodes; the exit code, `NONE` where there is none."""
    kills = folder / "kills"
    for where, names, how in (
        (folder, ["test_cluster", "test_cluster_runs", "test_cluster_answers"], (nodes, heap, port)),
        (kills, ["test_cluster_kills"], (2, KILLS_HEAP, KILLS_PORT)),
    ):
        try:
            address = up(where, *how)
        except (OSError, SystemExit, subprocess.SubprocessError, zipfile.BadZipFile) as error:
            sys.stdout.write(f"SKIPPED {' and '.join(names)}: {error}\n")
            return NONE
        variables = os.environ | {"DATELINE_TEST_CLUSTER": address, "DATELINE_TEST_NODES": str(kills.absolute())}
        command = [sys.executable, "-m", "pytest", "-q", *(f"tests/{name}.py" for name in names)]
        try:
            code = subprocess.run(command, cwd=Path(__file__).parents[1], env=variables, check=False).returncode
        finally:
            down(where)
        if code:
            return code
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["up", "down", "test"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--heap", default="512m")
    parser.add_argument("--port", type=int, default=9200)
    given = parser.parse_args()
    if given.what == "down":
        down(given.folder)
    elif lack := missing():
        sys.stdout.write(f"SKIPPED the cluster: {lack}\n")
        sys.exit(NONE)
    elif given.what == "test":
        sys.exit(test(given.folder, given.nodes, given.heap, given.port))
    else:
        sys.stdout.write(f"{up(given.folder, given.nodes, given.heap, given.port)}\n")
