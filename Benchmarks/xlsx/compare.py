"""Times the workbook of one long table: the product against plain C and Python's XlsxWriter, in one run.

    compare.py BENCH_XLSX [ROWS ...]      default: 120,000 rows (2.4 million cells) and 1,000,000 (20 million)

Prints seconds on the clock and of the processor, each as a multiple of plain C's, and the most memory. Python runs only the first size.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent


def measure(command):
    """Seconds on the clock and of the processor, and megabytes, of one process."""
    start = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def main(product, sizes):
    with tempfile.TemporaryDirectory() as folder:
        plain = f"{folder}/plain"
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "xlsxwriter"], capture_output=True, text=True)
        subprocess.run(["cc", "-O2", "-o", plain, HERE / "plain.c", *flags.stdout.split()], check=True)
        for place, rows in enumerate(sizes):
            out = f"{folder}/out.xlsx"
            runs = {"plain C": [plain, str(rows), out], "flowbook": [product, str(rows), out]}
            if place == 0:
                runs["XlsxWriter"] = [sys.executable, str(HERE / "plain.py"), str(rows), out]
            print(f"{rows:,} rows, {rows * 20:,} cells")
            base = None
            for name, command in runs.items():
                # The better of two. One thread does all the work, so on a shared machine the processor's time tells more.
                work, seconds, memory = min(measure(command) for _ in range(2 if rows < 500_000 else 1))
                size = os.path.getsize(out) / 1e6
                base = base or (work, seconds)
                print(
                    f"  {name:10} {seconds:7.2f} s {seconds / base[1]:5.2f} x  processor {work:6.2f} s {work / base[0]:5.2f} x"
                    f"  {memory:4.0f} MB  file {size:6.1f} MB",
                    flush=True,
                )


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
main(sys.argv[1], [int(argument) for argument in sys.argv[2:]] or [120_000, 1_000_000])
