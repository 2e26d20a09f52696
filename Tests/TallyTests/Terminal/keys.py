#!/usr/bin/env python3
"""Runs a program on a terminal of its own, and answers it key by key.

  keys.py ROWS COLUMNS COMMAND... < ANSWERS

Each line of ANSWERS is typed once the program asks: `a` is the key a; `=TEXT` is TEXT and the return
key, for a question that a line answers; `!kill` ends the program at once. A line that begins with #
is left aside. What the program shows goes to standard output, and after it a line of JSON:
{"keys", "widest", "tallest", "escapes", "left", "status"}: how many keys were pressed, the longest
line, the most lines between two answers, whether a line acts on the terminal, how many answers are
left, and how the program ended.
"""
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios

PROMPTS = (b"q quit  ? ", b"Change: ", b"Why is it left out? ",
           b"Which side? ", b"[y/n] ")
#: How long the program may be silent before it asks.
SECONDS = 120


def read(terminal, since):
    """What the program writes next; empty at its end."""
    ready, _, _ = select.select([terminal], [], [], SECONDS)
    if not ready:
        last = since.decode("utf-8", "replace").rsplit("\n", 1)[-1]
        raise SystemExit(f"the program was silent for {SECONDS} s after {last!r}")
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def main():
    rows, columns, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    answers = [line.rstrip("\n") for line in sys.stdin]
    answers = [line for line in answers if line and not line.startswith("#")]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    seen, since, keys, tallest = b"", b"", 0, 0
    while True:
        data = read(terminal, since)
        if not data:
            break
        seen += data
        since += data
        if not since.endswith(PROMPTS):
            continue
        if not answers:
            os.write(terminal, b"\x04")
            since = b""
            continue
        tallest = max(tallest, since.count(b"\n") + 1)
        answer = answers.pop(0)
        since = b""
        if answer == "!kill":
            os.kill(child, signal.SIGKILL)
            break
        typed = answer[1:].encode() + b"\r" if answer.startswith("=") else answer.encode()
        keys += len(typed.decode())
        os.write(terminal, typed)
    status = os.waitpid(child, 0)[1]
    lines = seen.decode("utf-8", "replace").replace("\r", "").split("\n")
    sys.stdout.write("\n".join(lines) + "\n")
    print(json.dumps({
        "keys": keys, "widest": max(len(line) for line in lines), "tallest": tallest,
        "escapes": any(ord(c) < 32 for line in lines for c in line), "left": len(answers),
        "status": os.waitstatus_to_exitcode(status)}))


if __name__ == "__main__":
    main()
