"""A witness that serves, with a fault at every call between a request and its answer.

strace joins the threads that decide once the witness listens, and counts their calls from there: so every
call of theirs can be met, also those of names that the program's other threads use.
"""
import http.client
import os
import re
import signal
import subprocess
import time
import urllib.parse

import calls
from program import Scene
from table import Point

ROW = "witness serve"

#: What is tried at each call, and the calls that may have it; None for every one.
FAULTS = {
    "EIO once": ("error=EIO", calls.ALL), "ENOSPC once": ("error=ENOSPC", calls.ALLOCATING),
    "SIGKILL": ("signal=KILL", None)}

#: How often a point is tried where the request was decided by a thread that came too late to be seen.
TRIES = 20


def points(tally, folder, bases):
    """The points, after one run that is only traced."""
    scene = Scene(tally, os.path.join(folder, "witness"))
    for _ in range(TRIES):
        scene.copy(bases["witness"])
        traced = Served(scene).asked("one.txt", [])
        if any(name == "flock" for name, _ in traced.calls):
            break
    else:
        raise SystemExit("faults: no thread of tally witness serve was seen to decide")
    found = []
    for fault, (how, names) in FAULTS.items():
        for name, number in traced.calls:
            if names is None or name in names:
                found.append(Point(
                    ROW, fault, f"{ROW} {fault} {name} {number}",
                    attempt(bases["witness"], name, number, how)))
    return found


class Asked:
    """What came of a request: the body of an answer of 200, the calls that were seen, and whether the
    fault met one of them."""

    def __init__(self, line, seen):
        self.line = line
        self.calls, self.is_hit = [], False
        threads, counts = {}, {}
        for row in seen:
            match = re.match(r"(\d+) +([a-z0-9_]+)\(", row)
            if not match or match[2] in calls.LEFT_OUT:
                self.is_hit = self.is_hit or "+++ killed by SIGKILL" in row
                continue
            self.is_hit = self.is_hit or "(INJECTED)" in row
            count = counts[match[1]] = counts.get(match[1], {})
            count[match[2]] = count.get(match[2], 0) + 1
            threads.setdefault(match[1], []).append((match[2], count[match[2]]))
        for made in threads.values():
            if any(name == "flock" for name, _ in made):
                self.calls = made


class Served:
    """A witness that serves, in a scene."""

    def __init__(self, scene):
        self.scene = scene

    def asked(self, request, inject):
        """Starts the witness, asks it once while the calls of its threads are traced, and ends it."""
        server = self.scene.start(
            ["witness", "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
        tracer = None
        trace = self.scene.folder + ".trace"
        try:
            said = server.stdout.readline().decode()
            place = urllib.parse.urlsplit(said.split()[2])
            # Its threads begin with the first request.
            post(place, b"old x\n")
            tracer = subprocess.Popen(
                ["strace", "-qq", "-o", trace, *inject, *self.threads(server.pid)],
                stderr=subprocess.DEVNULL)
            self.wait_for_tracer(server.pid, tracer)
            with open(self.scene.path(request), "rb") as file:
                line = post(place, file.read())
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
            server.stdout.close()
            if tracer:
                tracer.wait(30)
        with open(trace, encoding="utf-8", errors="replace") as file:
            seen = file.read().split("\n")
        os.unlink(trace)
        return Asked(line, seen)

    @staticmethod
    def others(pid):
        """The threads that may decide: none of those that wait for clients, and not the first."""
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/comm", encoding="utf-8") as file:
                if not file.read().startswith("NIO") and int(thread) != pid:
                    yield thread

    def threads(self, pid):
        return [word for thread in self.others(pid) for word in ("-p", thread)]

    def wait_for_tracer(self, pid, tracer):
        end = time.monotonic() + 10
        while time.monotonic() < end and tracer.poll() is None:
            if all(traced(pid, thread) for thread in self.others(pid)):
                return
            time.sleep(0.002)


def traced(pid, thread):
    with open(f"/proc/{pid}/task/{thread}/status", encoding="utf-8") as file:
        return not re.search(r"TracerPid:\s+0\n", file.read())


def post(place, body):
    """The body of an answer of 200; None for another one, and where there is none."""
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    try:
        connection.request("POST", "/add-checkpoint", body)
        answer = connection.getresponse()
        text = answer.read()
        return text if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def attempt(base, name, number, how):
    options = [f"--trace={name}", f"--inject={name}:{how}:when={number}"]

    def attempt(scene):
        for _ in range(TRIES):
            scene.copy(base)
            asked = Served(scene).asked("one.txt", options)
            if asked.is_hit:
                return judge(scene, asked.line)
        return "the call was never met"
    return attempt


def judge(scene, line):
    """What is wrong after a fault; None where all is well. Both requests are of one size, and of two
    histories."""
    listed = scene.run("witness", "evidence")
    if listed.status != 0:
        return listed.fault() or f"witness evidence: {listed.status}: {listed.said()}"
    is_kept = b"cosigned 7 events" in listed.output
    if line and not is_kept:
        return "it answered with a line, and does not know of it"
    other = Served(scene).asked("two.txt", []).line
    if other and (line or is_kept):
        return "it cosigned two histories"
    again = scene.run("witness", "cosign", "one.txt")
    if again.status == 0 and other:
        return "it cosigned two histories, the other one first"
    if again.fault() or again.status != 0 and "Hint:" not in again.errors:
        return again.fault() or f"again: {again.status}: {again.said()}"
    if not is_kept and not other:
        return "it cosigns nothing any more"
    return None
