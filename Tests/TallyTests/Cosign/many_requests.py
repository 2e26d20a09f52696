#!/usr/bin/env python3
"""Asks a witness from many clients at once, each for a size of its own.

    many_requests.py URL REQUESTS COUNT

REQUESTS is a JSON file of requests in base64, by "OLD-SIZE". A client begins with old 0 or any other
size; one that is told another goes on from there, until the witness has cosigned its size or seen
more. Prints how many clients were answered, the largest size that was cosigned, and how many failed.
Needs Python 3.9.
"""

import asyncio
import base64
import json
import random
import resource
import sys
import urllib.parse


async def ask(place, request):
    """The status and the body of an answer."""
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    try:
        head = f"POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: {len(request)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + request)
        answer = await reader.read()
    finally:
        writer.close()
    first, _, rest = answer.partition(b"\r\n")
    return int(first.split(b" ")[1]), rest.partition(b"\r\n\r\n")[2]


async def client(place, requests, number, start):
    """The size that was cosigned for a client; 0 where the witness had seen more."""
    size = number % 40 + 1
    old = random.Random(number).randrange(size)
    await start.wait()
    while True:
        status, body = await ask(place, requests[f"{old}-{size}"])
        if status == 200:
            return size
        if status != 409:
            raise ValueError(f"status {status}")
        if int(body) >= size:
            return 0
        old = int(body)


async def main():
    place = urllib.parse.urlsplit(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        requests = {name: base64.b64decode(text) for name, text in json.load(file).items()}
    start = asyncio.Event()
    tasks = [
        asyncio.create_task(client(place, requests, number, start))
        for number in range(int(sys.argv[3]))]
    start.set()
    sizes = await asyncio.gather(*tasks, return_exceptions=True)
    failed = [size for size in sizes if isinstance(size, BaseException)]
    largest = max((size for size in sizes if isinstance(size, int)), default=0)
    print(f"{len(sizes)} clients, largest {largest}, failed {len(failed)}")
    for error in failed[:3]:
        print(repr(error), file=sys.stderr)


_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
asyncio.run(main())
