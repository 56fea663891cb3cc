"""Runs the benchmarks and prints their ratios; `Benchmarks/run` prepares what it needs.

usage: measure.py FOLDER [report|warehouse|xlsx|sync|jsonata|unchanged|year …]
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "nights"))
import nights  # noqa: E402

HERE = pathlib.Path(__file__).parent
RELEASE = pathlib.Path(".build/release").resolve()
FLOWBOOK = str(RELEASE / "flowbook")
AS_OF = "2026-11-23T00:00:00Z"
ROUNDS = 5


def run(arguments, environment=None):
    """Seconds, peak memory in MB and standard output of a command."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=output, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit(f"{' '.join(arguments)} failed")
        output.seek(0)
        return seconds, usage.ru_maxrss / 1024, output.read().decode()


def best(measurements):
    """The fastest of several rounds: what else the machine does only ever adds."""
    return min(measurements, key=lambda one: one[0])


def data(folder, count, tasks):
    path = folder / f"executions-{count}x{tasks}.jsonl"
    if not path.exists():
        run([str(RELEASE / "bench-data"), str(count), str(tasks), str(path)])
    return path


def core_report(folder, source, warehouse=None):
    out = folder / "out"
    arguments = [FLOWBOOK, "report", str(HERE / "report/core.yaml"), "-q", "--source", str(source), "--as-of", AS_OF]
    return run(arguments + ["--out", str(out)] + (["--warehouse", str(warehouse)] if warehouse else []))


def report(folder):
    path = data(folder, 100_000, 12)
    ours, duckdb = [], []
    for _ in range(ROUNDS):
        ours.append(core_report(folder, path))
        seconds, memory, output = run(
            [sys.executable, str(HERE / "report/duckdb_report.py"), str(path), "2026-11-23 00:00:00", str(os.cpu_count())])
        duckdb.append((float(output.split()[0]), memory, output))
    (mine, memory, _), (theirs, their_memory, _) = best(ours), best(duckdb)
    size = path.stat().st_size / 1e9
    print(f"report     {size:.2f} GB of JSON Lines, three tables: flowbook {mine:.2f} s, {memory:.0f} MB; "
          f"DuckDB with the schema given {theirs:.2f} s, {their_memory:.0f} MB: {theirs / mine:.2f} times as fast")


def warehouse(folder):
    path = data(folder, 100_000, 12)
    store = folder / "warehouse.sqlite"
    if not store.exists():
        sync_sandbox(folder, store, ["--executions", "100000"], ["-q"])
    exported = folder / "warehouse.jsonl"
    if not exported.exists():
        export(store, exported)
    files, stores = [], []
    for _ in range(ROUNDS):
        files.append(core_report(folder, exported))
        stores.append(core_report(folder, "warehouse", store))
    (file, _, _), (read, memory, _) = best(files), best(stores)
    print(f"warehouse  the same 100,000 runs: from the file {file:.2f} s, from the warehouse {read:.2f} s, "
          f"{memory:.0f} MB: {file / read:.2f} times as fast")
    queries = [run([FLOWBOOK, "query", "cycle_times", "--by", "template", "--source", "warehouse", "--warehouse",
                    str(store), "--as-of", AS_OF]) for _ in range(ROUNDS)]
    print(f"query      cycle_times by template over 100,000 runs: {best(queries)[0]:.2f} s")
    print(f"size       {store.stat().st_size / 100_000:,.0f} bytes of the warehouse a run")


def export(store, path):
    """The executions that a warehouse holds, as the API gave them, one a line."""
    import sqlite3
    import zlib

    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    dictionaries = {zlib.adler32(one): one for (one,) in connection.execute("SELECT dictionary FROM dictionaries")}

    def unpack(size, blob):
        if len(blob) == size:
            return blob
        # zlib's header says whether a dictionary follows, and which.
        known = {"zdict": dictionaries[int.from_bytes(blob[2:6], "big")]} if blob[1] & 0x20 else {}
        return zlib.decompressobj(**known).decompress(blob)

    with open(path, "wb") as file:
        for size, blob in connection.execute("SELECT size, json FROM documents ORDER BY execution_id"):
            file.write(unpack(size, blob).replace(b"\n", b" ") + b"\n")


def sync_sandbox(folder, store, sandbox, sync):
    return run([FLOWBOOK, "sandbox", "--as-of", "2026-11-23", *sandbox, "--", "sync", "--warehouse", str(store), *sync])


def sync(folder):
    """Entities times latency over concurrency is the least time that a sync can take."""
    latency, concurrency = 0.050, 16
    store = folder / "sync.sqlite"
    for suffix in ("", "-wal", "-shm", ".lock"):
        pathlib.Path(f"{store}{suffix}").unlink(missing_ok=True)
    process = subprocess.run(
        [FLOWBOOK, "sandbox", "--as-of", "2026-11-23", "--executions", "13000", "--latency-ms", "50", "--", "sync",
         "--warehouse", str(store), "--concurrency", str(concurrency)],
        capture_output=True, text=True, check=True)
    found = re.search(r"synced (\d+) entities in ([\d.]+) s", process.stderr)
    entities, seconds = int(found[1]), float(found[2])
    bound = entities * latency / concurrency
    print(f"sync       {entities} entities at 50 ms and {concurrency} at a time: {seconds:.1f} s, the bound is {bound:.1f} s: "
          f"{100 * (seconds / bound - 1):.1f} % over it")


def xlsx(folder):
    subprocess.run([sys.executable, str(HERE / "xlsx/compare.py"), str(RELEASE / "bench-xlsx")], check=True)


def jsonata(folder):
    path = data(folder, 1_000, 12)
    subprocess.run([sys.executable, str(HERE / "jsonata/compare.py"), str(RELEASE / "bench-jsonata"), str(path)], check=True)


def unchanged(folder):
    nights.unchanged(FLOWBOOK, folder)


def year(folder):
    nights.year(FLOWBOOK, folder)


BENCHMARKS = {"report": report, "warehouse": warehouse, "xlsx": xlsx, "sync": sync, "jsonata": jsonata,
              "unchanged": unchanged, "year": year}

if __name__ == "__main__":
    chosen = sys.argv[2:] or list(BENCHMARKS)
    unknown = [name for name in chosen if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"there is no benchmark {unknown[0]}; choose from {', '.join(BENCHMARKS)}")
    for name in chosen:
        BENCHMARKS[name](pathlib.Path(sys.argv[1]))
        sys.stdout.flush()
