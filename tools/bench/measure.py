"""What tools/bench/run builds, how it takes times, and the table that it prints."""
import os
import re
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def say(text):
    print(f"== {text}", file=sys.stderr, flush=True)


def size_of(text):
    """The number that `10k` or `1M` writes."""
    factor = {"k": 1_000, "M": 1_000_000}.get(text[-1:], 1)
    return int(text.rstrip("kM")) * factor


def check(arguments, **more):
    return subprocess.run(
        arguments, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    ).stdout


def instructions(arguments):
    """How many instructions a program takes, counted by callgrind."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"SWIFT_DETERMINISTIC_HASHING": "1"})
    # verify of a record that nobody vouched for ends with 3, and is whole.
    found = re.search(r"Collected\s*:\s*(\d+)", run.stderr)
    if run.returncode not in (0, 3) or not found:
        sys.exit(f"counting the instructions of {' '.join(arguments)} failed:\n{run.stderr[-2000:]}")
    return int(found.group(1))


def build_tally():
    say("building tally for release (the first time this takes some minutes)")
    check(
        ["swift", "build", "-c", "release", "--static-swift-stdlib", "--product", "tally"], cwd=ROOT)
    folder = check(["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT).strip()
    return os.path.join(folder, "tally")


def build_bare(folder):
    """Compiles bare.c; needs a C compiler and, of Debian, libsqlite3-dev and libssl-dev."""
    path = os.path.join(folder, "bare")
    check(["cc", "-O2", "-D_GNU_SOURCE", "-o", path, os.path.join(HERE, "bare.c"),
           "-lsqlite3", "-lcrypto"])
    return path


def library_python():
    """The Python of an environment with eventsourcing, kept in .build; None without a network."""
    environment = os.path.join(ROOT, ".build", "bench", "eventsourcing")
    python = os.path.join(environment, "bin", "python")
    if os.path.exists(os.path.join(environment, "whole")):
        return python
    say("installing the Python library eventsourcing into .build/bench")
    try:
        check([sys.executable, "-m", "venv", "--clear", environment])
        check([python, "-m", "pip", "install", "--quiet", "eventsourcing==9.5.6"])
    except subprocess.CalledProcessError as error:
        say(f"it cannot be installed, and is left out: {error.stderr.strip()[-200:]}")
        return None
    open(os.path.join(environment, "whole"), "w").close()
    return python


def pinned(arguments):
    """The same on the last core alone: the first one is also asked by the devices."""
    return ["taskset", "-c", str(max(os.sched_getaffinity(0))), *arguments]


class Run:
    """A process that ended: seconds by the clock and of the processor, and its largest size."""

    def __init__(self, arguments, one_core=False, bare=False, sized=False):
        if one_core:
            arguments = pinned(arguments)
        begin = time.perf_counter()
        process = subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.largest = 0
        if sized:
            watch = threading.Thread(target=self.watch, args=[process.pid])
            watch.start()
        self.output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.perf_counter() - begin
        if sized:
            watch.join()
        self.processor = usage.ru_utime + usage.ru_stime
        self.said = [float(word) for word in self.output.split()[:2]] if bare else []
        # verify of a record that nobody vouched for ends with 3, and is whole.
        if process.returncode not in (0, 3):
            raise subprocess.CalledProcessError(process.returncode, arguments)

    def watch(self, process):
        """Follows the largest size of a process until it ends: what wait4 tells of it begins with
        the size of this program."""
        while True:
            try:
                with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as status:
                    size = [line.split()[1] for line in status if line.startswith("VmHWM:")]
            except OSError:
                return
            if not size:
                return
            self.largest = int(size[0]) * 1024
            time.sleep(0.01)


class Table:
    """Lines of figures: what was done, at which size, and the ratio to something else."""

    def __init__(self):
        self.lines = []

    def add(self, work, events, values, unit, against=None, ratios=(), goal=None):
        """`values` are one for each round, and so are `ratios`, ours to the other's."""
        self.lines.append({
            "work": work, "events": events, "unit": unit, "median": statistics.median(values),
            "from": min(values), "to": max(values), "against": against,
            "ratio": statistics.median(ratios) if ratios else None,
            "ratio_from": min(ratios, default=None), "ratio_to": max(ratios, default=None),
            "goal": goal,
        })

    def json(self):
        return self.lines

    def text(self):
        head = ["WORK", "EVENTS", "MEDIAN", "SPREAD", "UNIT", "RATIO TO", "RATIO", "SPREAD", "GOAL"]
        rows = [head] + [self.cells(line) for line in self.lines]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        right = {1, 2, 6}
        return "\n".join(
            "  ".join(
                cell.rjust(width) if place in right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths))
            ).rstrip() for row in rows)

    @staticmethod
    def cells(line):
        def number(value):
            if value is None:
                return "–"
            return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"

        def spread(low, high):
            return "–" if low is None else f"{number(low)} to {number(high)}"

        return [
            line["work"], f"{line['events']:,}", number(line["median"]),
            spread(line["from"], line["to"]), line["unit"], line["against"] or "–",
            number(line["ratio"]), spread(line["ratio_from"], line["ratio_to"]),
            line["goal"] or "–",
        ]
