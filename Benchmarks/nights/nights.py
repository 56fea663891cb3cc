"""Nights of a nightly report: whether each is what a fresh sync would say, and what a night costs in which nothing happened.

usage: nights.py FLOWBOOK FOLDER year [NIGHTS [EXECUTIONS [SECONDS]]]
       nights.py FLOWBOOK FOLDER unchanged [ENTITIES]
"""

import collections
import contextlib
import datetime
import http.client
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import threading
import time


@contextlib.contextmanager
def sandbox(flowbook, *options):
    """A sandbox on a free port, as the address of its server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([flowbook, "sandbox", "-q", "--port", str(port), *options], stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            if server.poll() is not None:
                sys.exit("the sandbox does not start")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def flowbook_at(url, flowbook, *arguments):
    """Runs a command against a server; its seconds, and what it said on standard error."""
    environment = {**os.environ, "EPILOT_TOKEN": "sandbox", "FLOWBOOK_SERVER": url}
    started = time.perf_counter()
    done = subprocess.run([flowbook, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return time.perf_counter() - started, done.stderr


def advance(url):
    """Turns the sandbox's clock by a day; the time that it shows then."""
    host = url.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=600)
    connection.request("POST", "/sandbox/clock", json.dumps({"advance": "1d"}))
    return json.loads(connection.getresponse().read())["now"]


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def year(flowbook, folder, nights=365, executions=300, seconds=None):
    """Every night two in a hundred requests go wrong, and the report is byte for byte that of a fresh full sync."""
    work = folder / "year"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    # All of it lies in the past: what is fetched at a time to come would be dated by the machine's clock.
    first = datetime.date.today() - datetime.timedelta(days=nights + 2)
    options = ["--live", "--executions", str(executions), "--as-of", first.isoformat(), "--fault-rate", "0.02",
               "--slow-ms", "10"]
    started, synced, removed, night = time.perf_counter(), 0.0, 0, 0
    with sandbox(flowbook, *options) as url:
        while night < nights and (seconds is None or time.perf_counter() - started < seconds):
            now = advance(url)
            for stale in work.glob("fresh.sqlite*"):
                stale.unlink()
            for name in ("nightly", "fresh"):
                shutil.rmtree(work / name, ignore_errors=True)
                took, log = flowbook_at(
                    url, flowbook, "report", "nightly", "--v1", "--as-of", now, "--format", "xlsx,csv,json",
                    "--warehouse", str(work / f"{name}.sqlite"), "--out", str(work / name))
                if name == "nightly":
                    synced += took
                    removed += int((re.search(r"(\d+) removed", log) or [0, 0])[1])
            night += 1
            nightly, fresh = contents(work / "nightly"), contents(work / "fresh")
            if nightly != fresh:
                other = [name for name in sorted(nightly | fresh) if nightly.get(name) != fresh.get(name)]
                sys.exit(f"year       night {night}, {now}: {', '.join(other)} is not as after a fresh sync ({work})")
    print(f"year       {night} nights of {executions} runs and more, {removed} removed: each report in {len(nightly)} files "
          f"byte for byte that of a fresh sync; {time.perf_counter() - started:.0f} s, "
          f"{synced / max(night, 1):.2f} s a nightly report with its sync")


class CountingProxy(http.server.BaseHTTPRequestHandler):
    """Hands requests on and counts them by method and path."""

    protocol_version = "HTTP/1.1"
    target = ""
    counts = collections.Counter()

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        CountingProxy.counts[f"{self.command} {self.path.split('?')[0]}"] += 1
        connection = http.client.HTTPConnection(CountingProxy.target, timeout=600)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "accept-encoding")}
        connection.request(self.command, self.path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        self.send_response(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = handle_any

    def log_message(self, *_):
        pass


def records(path, entities):
    """So many entities with a small run each, as the sandbox serves them from a folder."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "users.json").write_text(json.dumps([{"id": "1", "display_name": "Ada", "status": "Active"}]))
    with open(path / "executions.json", "w") as file:
        for number in range(entities):
            file.write(json.dumps({
                "id": f"run-{number}", "flow_template_id": "template", "org_id": "organization", "name": "Run",
                "status": "STARTED", "created_at": "2026-01-05T08:00:00.000Z", "updated_at": "2026-01-05T08:00:00.000Z",
                "trigger": {"type": "MANUAL"}, "analytics": {"started_at": "2026-01-05T08:00:00.000Z"}, "crt_tasks": [],
                "contexts": [{"entity_id": f"entity-{number:06}", "entity_schema": "order", "is_primary": True}],
                "tasks": [{"id": "task", "template_id": "t", "name": "Task", "task_type": "MANUAL", "status": "PENDING"}],
                "edges": [], "phases": [],
            }) + "\n")


def unchanged(flowbook, folder, entities=100_000):
    """A night in which nothing happened asks for the list of entities alone."""
    work = folder / "unchanged"
    shutil.rmtree(work, ignore_errors=True)
    records(work / "organization", entities)
    arguments = ["sync", "--warehouse", str(work / "warehouse.sqlite")]
    with sandbox(flowbook, "--samples", str(work / "organization")) as url:
        first, _ = flowbook_at(url, flowbook, *arguments)
        CountingProxy.target = url.removeprefix("http://")
        proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), CountingProxy)
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        second, log = flowbook_at(f"http://127.0.0.1:{proxy.server_port}", flowbook, *arguments)
        proxy.shutdown()
    requests = ", ".join(f"{count} {what}" for what, count in sorted(CountingProxy.counts.items()))
    found = re.search(r"synced (\d+) entities in ([\d.]+) s: (\d+) fetched", log)
    if found is None or found[3] != "0":
        sys.exit(f"unchanged  more was fetched than the list:\n{log}")
    print(f"unchanged  {found[1]} entities: {second:.1f} s for {requests}; the first sync took {first:.0f} s")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[3] not in ("year", "unchanged"):
        sys.exit(__doc__)
    program, place, what = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    {"year": year, "unchanged": unchanged}[what](program, place, *map(int, sys.argv[4:]))
