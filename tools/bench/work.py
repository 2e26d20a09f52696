"""The pieces of work that tools/bench/run measures, each beside what it is compared with."""
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time

from generate import Generator
from measure import HERE, Run, check, pinned, say

RATE, MOST, OTHERS = "events/s", 1_000_000, 20_000

# Every report of a whole record.
REPORTS = [
    "totals", "handovers", "timeline", "contradictions", "obligations", "media", "sources",
    "assertions",
]


class Work:
    def __init__(self, tally, bare, library, hledger, folder):
        self.tally, self.bare, self.library, self.hledger = tally, bare, library, hledger
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, name):
        path = self.path(name)
        if os.path.exists(path):
            os.unlink(path)
        check([self.tally, "init", path, "--origin", "bench.test/record"])
        return path

    def least(self, *arguments, one_core=False):
        """The seconds that the bare program takes, by the clock and of the processor."""
        run = Run([self.bare, *arguments], one_core=one_core, bare=True)
        return dict(zip(("clock", "processor"), run.said))

    # One record after the other.

    def small_record(self, table, rounds):
        say("a small record")
        path = self.make("small.tally")
        with open(self.path("small.jsonl"), "w", encoding="utf-8") as file:
            Generator(250, 1, file.write).run()
        check([self.tally, "append", self.path("small.jsonl"), "--record", path])
        times = [
            statistics.median(
                Run([self.tally, "totals", "--record", path]).seconds * 1000 for _ in range(25))
            for _ in range(rounds)]
        table.add("totals, whole process", 250, times, "ms", goal="≤ 15")

    def others(self):
        """Makes ready what is compared in the same minutes as the replay of each record."""
        if not self.hledger:
            return
        with open(self.path("journal"), "w", encoding="utf-8") as file:
            rng = random.Random(1)
            for number in range(OTHERS):
                file.write(
                    f"2025-{number % 12 + 1:02}-{number % 28 + 1:02} handover {number}\n"
                    f"  given:side-{rng.randrange(40)}  {rng.randrange(2000)} REMAINS\n"
                    f"  taken:side-{rng.randrange(40)}\n\n")

    def library_rates(self):
        """How many events the library appends and replays in a second."""
        path = self.path("library.db")
        if os.path.exists(path):
            os.unlink(path)
        script = os.path.join(HERE, "eventsourcing_library.py")
        run = json.loads(check(pinned([self.library, script, str(OTHERS), path])))
        return run["events"] / run["append"], run["events"] / run["replay"]

    def hledger_rate(self):
        """How many transactions hledger balances in a second."""
        return OTHERS / Run(
            [self.hledger, "-f", self.path("journal"), "balance"], one_core=True).processor

    def record(self, table, events, rounds, seed):
        say(f"a record of {events:,} events")
        pieces, bytes = self.write(events, seed)
        record = self.path("record.tally")
        rates, ratios, plain, tuned, takes = [], [], [], [], []
        for _ in range(rounds if events <= 1_000_000 else 1):
            self.make("record.tally")
            seconds = sum(
                Run([self.tally, "append", piece, "--record", record]).processor
                for piece in pieces)
            rates.append(events / seconds)
            plain.append(
                events / self.least("insert", record, self.path("bare.db"))["processor"])
            ratios.append(rates[-1] / plain[-1])
            tuned.append(
                self.least("tuned", record, self.path("bare.db"))["processor"] / seconds)
            takes.append(
                self.least("take", record, self.path("bare.db"))["processor"] / seconds)
        for piece in pieces:
            os.unlink(piece)
        table.add("bulk append", events, rates, RATE, "bare C", ratios, "≥ 0.7")
        table.add("bulk append", events, rates, RATE, "bare C, tuned as ours", tuned)
        table.add("bulk append", events, rates, RATE, "bare C with the checks", takes)
        table.add("bare C: insert", events, plain, RATE)
        table.add(
            "size on disk", events, [os.path.getsize(record) / self.stored(record)],
            "bytes/byte", goal="≤ 1.5")
        self.replay(table, events, rounds, record)
        self.verify(table, events, rounds, record)
        self.single(table, events, rounds, record)

    def write(self, events, seed):
        """Content lines in files of at most a million, as tally holds a file in memory."""
        pieces, count, file = [], 0, None

        def take(line):
            nonlocal count, file
            if count % MOST == 0:
                if file:
                    file.close()
                pieces.append(self.path(f"events-{len(pieces)}.jsonl"))
                file = open(pieces[-1], "w", encoding="utf-8")
            file.write(line)
            count += 1

        generator = Generator(events, seed, take)
        generator.run()
        if file:
            file.close()
        bytes = sum(os.path.getsize(piece) for piece in pieces)
        say(f"{generator.claims:,} claims about {generator.handovers:,} handovers")
        return pieces, bytes

    @staticmethod
    def stored(record):
        import sqlite3

        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as db:
            return db.execute("SELECT sum(length(bytes)) FROM entry").fetchone()[0]

    def replay(self, table, events, rounds, record):
        runs, sums, floors, appends, theirs, balances = [], [], [], [], [], []
        command = [self.tally, "totals", "--record", record]
        times = 1 if events > 100_000 else 3 if events > 10_000 else 9

        def middle(measure):
            return statistics.median(measure() for _ in range(times))

        for _ in range(rounds):
            runs.append(middle(lambda: Run(command, one_core=True).processor))
            floors.append(
                events / middle(lambda: self.least("replay", record, one_core=True)["processor"]))
            sums.append(self.least("json", record, one_core=True)["processor"])
            if self.library:
                append, replay = self.library_rates()
                appends.append(append)
                theirs.append(replay)
            if self.hledger:
                balances.append(self.hledger_rate())
        rates = [events / seconds for seconds in runs]

        def compare(name, others, goal=None):
            ratios = [rate / other for rate, other in zip(rates, others)]
            table.add("replay into totals", events, rates, RATE, name, ratios, goal)

        compare("SQLite's JSON sum", [events / seconds for seconds in sums], "≥ 2.5")
        compare("its floor in C", floors)
        table.add("bare C: the floor of a replay", events, floors, RATE)
        if self.library:
            compare("eventsourcing", theirs, "≥ 10")
            table.add("eventsourcing: append", OTHERS, appends, RATE)
            table.add("eventsourcing: replay", OTHERS, theirs, RATE)
        if self.hledger:
            compare("hledger", balances)
            table.add("hledger: balance", OTHERS, balances, RATE)
        sizes = [Run(command, one_core=True, sized=True).largest / 1e6 for _ in range(rounds)]
        table.add("memory of a replay", events, sizes, "MB", goal="≤ 100 and 64 B a claim")
        floor = events / statistics.median(floors)
        self.reports(table, events, rounds, record, floor)

    def reports(self, table, events, rounds, record, floor):
        """Every report as CSV, its printing included, beside the floor of a replay in the same run."""
        for report in REPORTS:
            command = [self.tally, report, "--record", record, "--format", "csv"]
            runs = [Run(command, one_core=True, sized=True) for _ in range(rounds)]
            seconds = [run.processor for run in runs]
            table.add(
                f"report: {report}", events, [events / second for second in seconds], RATE,
                "the floor of a replay in C", [floor / second for second in seconds])
            table.add(
                f"memory of {report}", events, [run.largest / 1e6 for run in runs], "MB",
                goal="≤ 100 and 64 B a claim")

    def verify(self, table, events, rounds, record):
        one, two, bare, checks = [], [], [], []
        for _ in range(rounds):
            one.append(Run([self.tally, "verify", "--record", record], one_core=True).processor)
            bare.append(self.least("hash", record, one_core=True))
            two.append(Run([self.tally, "verify", "--record", record]).seconds)
            checks.append(self.least("check", record, one_core=True)["processor"])
        for work, times, kind, goal in [
            ("one core", one, "processor", "≥ 0.85"), ("all cores", two, "clock", "> one core"),
        ]:
            table.add(
                f"verify, {work}", events, [events / seconds for seconds in times], RATE,
                "bare C", [theirs[kind] / ours for theirs, ours in zip(bare, times)], goal)
        table.add(
            "verify, one core", events, [events / seconds for seconds in one], RATE,
            "bare C with the checks", [theirs / ours for theirs, ours in zip(checks, one)])
        scans = [self.least("scan", record, one_core=True)["processor"] for _ in range(rounds)]
        table.add("bare C: scan", events, [events / seconds for seconds in scans], RATE)

    def single(self, table, events, rounds, record):
        """Single durable appends: of lines that are there, and of lines that wait for an answer."""
        count = 500
        copy = self.path("copy.tally")
        shutil.copyfile(record, copy)
        tally = [self.tally, "append", "-", "--each", "--record", record]
        ours, bare, ratios, asked, lines = [], [], [], [], []
        for number in range(rounds):
            ours.append(self.each(tally, count, f"{number} there"))
            seconds = self.least("each", copy, str(count))["clock"]
            bare.append(count / seconds)
            ratios.append(ours[-1] / bare[-1])
            asked.append(self.each(tally, count, f"{number} asked", is_asked=True))
            arguments = [self.bare, "lines", copy, str(count + 5)]
            lines.append(asked[-1] / self.each(arguments, count, str(number), is_asked=True))
        os.unlink(copy)
        table.add("single durable append", events, ours, RATE, "bare C", ratios, "≥ 0.9")
        table.add("single append, asked by lines", events, asked, RATE, "bare C, the same", lines)
        table.add("bare C: single durable commit", events, bare, RATE)

    @staticmethod
    def each(arguments, count, name, is_asked=False):
        """How many lines a second a process takes, all there at once, or each sent when the one
        before is answered; five go ahead."""
        process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

        def send(lines):
            process.stdin.write(b"".join(lines))
            process.stdin.flush()
            for _ in lines:
                if not process.stdout.readline():
                    sys.exit(f"bench: {' '.join(arguments[:2])} ended early")

        lines = [Work.line(f"{name} {time.time()}", place) for place in range(count + 5)]
        for line in lines[:5]:
            send([line])
        begin = time.perf_counter()
        for batch in [[line] for line in lines[5:]] if is_asked else [lines[5:]]:
            send(batch)
        seconds = time.perf_counter() - begin
        process.stdin.close()
        process.stdout.close()
        process.wait()
        return count / seconds

    @staticmethod
    def line(name, place):
        body = {
            "speaker": "s0-ru", "attribution": "named", "quote": f"{name} {place}",
            "claim": {"act": "handover", "what": "remains", "from": "RU", "to": "UA",
                      "whose": "UA", "when": "2025-06-13", "count": {"exact": place + 1}},
        }
        line = json.dumps({"type": "announcement", "stated": "2025-06-14", "body": body})
        return line.encode() + b"\n"
