#!/usr/bin/env python3
"""Compares this JSONata with the PyPI package jsonata-python on the same records and expressions.

usage: compare.py JSONATA_BENCH RECORDS.jsonl[.gz] [COUNT]

Both parse each expression once and evaluate it COUNT times (100,000), the records repeated; reading the records is not
timed. The Python package is timed on a tenth of them, because it is slow, and scaled. Results must be the same.
"""
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import jsonata


def read(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [line for line in file if line.strip()]


def time_swift(bench, records, count, results, expression):
    output = subprocess.run(
        [bench, records, str(count), results, expression], check=True, capture_output=True, text=True)
    return float(output.stdout)


def time_python(documents, count, expression):
    compiled = jsonata.Jsonata(expression)
    results = []
    start = time.perf_counter()
    for index in range(count):
        result = compiled.evaluate(documents[index % len(documents)])
        if index < len(documents):
            results.append(result)
    return time.perf_counter() - start, results


def main():
    bench, records = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    lines = read(records)
    documents = [json.loads(line) for line in lines]
    expressions = json.loads(pathlib.Path(__file__).with_name("expressions.json").read_text())
    slowest = None
    with tempfile.TemporaryDirectory() as folder:
        plain = f"{folder}/records.jsonl"
        pathlib.Path(plain).write_text("".join(lines), encoding="utf-8")
        print(f"{count} evaluations over {len(lines)} records")
        for name, expression in expressions.items():
            ours = time_swift(bench, plain, count, f"{folder}/results.jsonl", expression)
            share = max(len(lines), count // 10)
            theirs, expected = time_python(documents, share, expression)
            theirs *= count / share
            results = pathlib.Path(f"{folder}/results.jsonl").read_text(encoding="utf-8").split("\n")
            for line, value in zip(results, expected):
                assert (json.loads(line) if line else None) == value, f"{name}: {line} is not {value}"
            ratio = theirs / ours
            slowest = ratio if slowest is None else min(slowest, ratio)
            print(f"{name:32} {ours:8.3f} s  jsonata-python {theirs:8.1f} s  {ratio:6.1f} times as fast")
        expression = "tasks{status: $count($)}"
        first = time_swift(bench, plain, 2_000, "--whole", expression)
        print("one input of n records, time by n: ", end="")
        for factor in (1, 2, 4, 8, 16):
            seconds = time_swift(bench, plain, 2_000 * factor, "--whole", expression)
            print(f"{2_000 * factor}: {seconds:.3f} s ({seconds / first / factor:.2f})", end="  ")
        print()
    return 0 if slowest is not None and slowest >= 10 else 1


if __name__ == "__main__":
    sys.exit(main())
