#!/usr/bin/env python3
"""Compares this JSONata with the PyPI package jsonata-python on the same records and expressions.

usage: compare.py BENCH_JSONATA RECORDS.jsonl[.gz] [COUNT [RECORD_COUNT]]

Both sides parse each expression once and evaluate it COUNT times (100,000) over the first RECORD_COUNT records (1,000),
once on records that have been read before and once reading each record anew. The Python package is timed on a tenth of
the evaluations, because it is slow, and its time is scaled. Every result is compared. Times are seconds of processor
time. Exits with 1 where some expression is not ten times as fast on records that have been read, or where the time does
not grow in proportion to the input.
"""
import gzip
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import jsonata

FACTOR = 10


def read(path, count):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        return list(itertools.islice((line for line in file if line.strip()), count))


def time_swift(bench, records, count, mode, expression, results=None):
    command = [bench, records, str(count), mode, expression] + ([results] if results else [])
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def time_python(inputs, count, expression, convert):
    compiled = jsonata.Jsonata(expression)
    results = []
    start = time.process_time()
    for index in range(count):
        result = compiled.evaluate(convert(inputs[index % len(inputs)]))
        if index < len(inputs):
            results.append(result)
    return time.process_time() - start, results


def compare(name, results, expected):
    lines = pathlib.Path(results).read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) == len(expected), f"{name}: {len(lines)} results instead of {len(expected)}"
    for line, value in zip(lines, expected):
        assert (json.loads(line) if line else None) == value, f"{name}: {line} is not {value}"


def main():
    bench, path = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    lines = read(path, int(sys.argv[4]) if len(sys.argv) > 4 else 1_000)
    documents = [json.loads(line) for line in lines]
    expressions = json.loads(pathlib.Path(__file__).with_name("expressions.json").read_text())
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        records, results = f"{folder}/records.jsonl", f"{folder}/results.jsonl"
        pathlib.Path(records).write_text("".join(lines), encoding="utf-8")
        size = sum(map(len, lines)) / len(lines) / 1000
        print(f"{count:,} evaluations over {len(lines):,} records of {size:.1f} kB on average, results compared")
        for name, expression in expressions.items():
            for mode, inputs, convert in (("values", documents, lambda value: value), ("bytes", lines, json.loads)):
                ours = time_swift(bench, records, count, mode, expression, results)
                share = max(len(lines), count // 10)
                theirs, expected = time_python(inputs, share, expression, convert)
                compare(name, results, expected)
                theirs *= count / share
                if mode == "values":
                    ratios.append(theirs / ours)
                print(
                    f"{name:32} {mode:6} {ours:8.3f} s  jsonata-python {theirs:8.1f} s"
                    f"  {theirs / ours:6.1f} times as fast"
                )
        growth = []
        expression = "tasks{status: $count($)}"
        print("one evaluation on an array of n records, seconds and, in brackets, seconds a record against the first:")
        for size in (2_000, 4_000, 8_000, 16_000, 32_000):
            seconds = min(time_swift(bench, records, size, "whole", expression) for _ in range(3))
            growth.append(seconds / size)
            print(f"  {size:6}: {seconds:.4f} s ({growth[-1] / growth[0]:.2f})")
    print(f"slowest: {min(ratios):.1f} times as fast; steepest growth: {max(growth) / growth[0]:.2f}")
    return 0 if min(ratios) >= FACTOR and max(growth) / growth[0] < 2 else 1


if __name__ == "__main__":
    sys.exit(main())
