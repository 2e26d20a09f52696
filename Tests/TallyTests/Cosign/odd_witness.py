#!/usr/bin/env python3
"""Witnesses that answer what files say, each below its name.

    odd_witness.py FOLDER

`POST /NAME/add-checkpoint` is answered with FOLDER/NAME.N, N being how often NAME was asked before, or
with the last such file that is there: its first line is the status and the content type, the rest is
the body. The word `endless` or `silent` in it alone says what it does instead. From which size it was
asked goes to FOLDER/NAME.olds, a line each. Prints the port. Needs Python 3.9.
"""

import http.server
import pathlib
import sys
import threading
import time

FOLDER = pathlib.Path(sys.argv[1])
LOCK = threading.Lock()
TIMES = {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        request = self.rfile.read(int(self.headers["Content-Length"]))
        name = self.path.split("/")[1]
        old, _, rest = request.partition(b"\n\n")
        with LOCK:
            times = TIMES.get(name, 0)
            TIMES[name] = times + 1
            with open(FOLDER / f"{name}.olds", "ab") as file:
                file.write(old.split(b"\n")[0] + b"\n")
        path = next(
            FOLDER / f"{name}.{number}" for number in range(times, -1, -1)
            if (FOLDER / f"{name}.{number}").exists())
        head, _, body = path.read_bytes().partition(b"\n")
        # Only the log's own line is sent to others.
        if rest.count("— ".encode()) != 1:
            head, body = b"411 text/plain", b""
        if head == b"silent":
            time.sleep(60)
            return
        self.close_connection = True
        if head == b"endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        status, _, kind = head.decode().partition(" ")
        self.send_response(int(status))
        if kind:
            self.send_header("Content-Type", kind)
        if status == "302":
            self.send_header("Location", "/plain/add-checkpoint")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100


def main():
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
