#!/usr/bin/env python3
"""Opens pages in a headless Chromium and prints what came of each, as JSON lines.

Standard input has a JSON object a line:
  {"url": "file:///…/report.html", "scripts": false,
   "before": "…", "evaluate": "…", "screenshot": "shot.png", "width": 390, "dark": true, "open": "details", "print": "page.pdf"}
Only "url" is required; "before" is run before the page's own script, "evaluate" after it.
Standard output has a line for each:
  {"state", "verdict", "why", "faults", "main", "value", "requests", "errors", "overflow"}

It speaks the DevTools protocol over a pipe, and sends all that Chromium would ask of a network to
a proxy of its own that counts and answers nothing.
"""
import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

SECONDS = 600

# Whom Chromium asks by itself, whatever page is open.
OWN = ("google.com", "googleapis.com", "gvt1.com")


class Counter:
    """A proxy that lets nothing through and keeps what was asked of it."""

    def __init__(self):
        self.asked = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            connection, _ = self.socket.accept()
            connection.settimeout(2)
            try:
                asked = connection.recv(300).decode("latin-1").split("\r\n")[0]
            except OSError:
                asked = ""  # a connection by which nothing was asked
            connection.close()
            host = asked.split(" ")[1:2] or [""]
            host = host[0].split("://")[-1].split("/")[0].split(":")[0]
            if asked and not any(host == own or host.endswith("." + own) for own in OWN):
                self.asked.append(asked)


class Chromium:
    def __init__(self, folder, port, own_servers=False):
        to_read, self.writing = os.pipe()
        self.reading, to_write = os.pipe()
        command = [
            "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--remote-debugging-pipe", f"--user-data-dir={folder}", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage",
            "--disable-domain-reliability", "--disable-features=OptimizationHints,MediaRouter",
            f"--proxy-server=http://127.0.0.1:{port}",
            "--proxy-bypass-list=" + ("" if own_servers else "<-loopback>"), "about:blank",
        ]

        def wire():
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)

        for end in (to_read, to_write):
            os.set_inheritable(end, True)
        # Descriptors 3 and 4 must not be among the pipe's own ends.
        self.process = subprocess.Popen(
            command, preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": folder})
        os.close(to_read)
        os.close(to_write)
        self.buffer = b""
        self.number = 0
        self.events = []

    def message(self):
        while b"\0" not in self.buffer:
            read = os.read(self.reading, 1 << 20)
            if not read:
                raise SystemExit("chromium went away")
            self.buffer += read
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.writing, data):]
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, session, expression):
        result = self.call("Runtime.evaluate", session, expression=expression, returnByValue=True)
        return result["result"].get("value")

    def close(self):
        self.call("Browser.close")
        self.process.wait(timeout=SECONDS)


class Tab:
    """A page in a browser."""

    SECONDS = 120

    def __init__(self, browser, width=1280, dark=False, scripts=True):
        self.browser = browser
        self.width = width
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call(
            "Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                  deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", media="", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def evaluate(self, expression):
        return self.browser.evaluate(self.session, expression)

    def wait(self, expression, what):
        deadline = time.monotonic() + Tab.SECONDS
        while not self.evaluate(expression):
            if time.monotonic() > deadline:
                raise SystemExit(f"{what} did not come about in {Tab.SECONDS} s")
            time.sleep(0.02)

    def open(self, url):
        self.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'", url)

    def key(self, name, code):
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=name, code=name,
                      windowsVirtualKeyCode=code, nativeVirtualKeyCode=code)

    def errors(self):
        return [
            json.dumps(event["params"])[:400] for event in self.browser.events
            if event.get("sessionId") == self.session
            and event["method"] in ("Runtime.exceptionThrown", "Log.entryAdded",
                                    "Runtime.consoleAPICalled")]

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)


STATE = """({
  state: document.getElementById('check')?.className,
  verdict: document.getElementById('verdict')?.textContent,
  why: document.getElementById('why')?.textContent,
  faults: [...document.querySelectorAll('#faults li')].map((item) => item.textContent),
  main: document.getElementById('main')?.textContent,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


def look(browser, counter, wish):
    asked = len(counter.asked)
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Network", "Runtime", "Log"):
        browser.call(f"{domain}.enable", session)
    width = wish.get("width", 1280)
    browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=900,
                 deviceScaleFactor=1, mobile=width < 600)
    scheme = "dark" if wish.get("dark") else "light"
    browser.call("Emulation.setEmulatedMedia", session, media=wish.get("media", ""),
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.call("Emulation.setScriptExecutionDisabled", session,
                 value=not wish.get("scripts", True))
    if "before" in wish:
        browser.call("Page.addScriptToEvaluateOnNewDocument", session, source=wish["before"])
    browser.events.clear()
    browser.call("Page.navigate", session, url=wish["url"])
    deadline = time.monotonic() + SECONDS
    while True:
        # Evaluated by the debugger, so that it works with the page's scripts off too.
        found = browser.evaluate(session, "document.readyState") == "complete"
        found = found and browser.evaluate(
            session, "document.getElementById('verdict')?.textContent") != "Checking…"
        if found:
            break
        if time.monotonic() > deadline:
            raise SystemExit(f"{wish['url']} was not done after {SECONDS} s")
        time.sleep(0.02)
    time.sleep(wish.get("wait", 0.05))
    result = browser.evaluate(session, STATE)
    if "evaluate" in wish:
        result["value"] = browser.evaluate(session, wish["evaluate"])
    for event in browser.events:
        if event.get("sessionId") != session:
            continue
        if event["method"] == "Network.requestWillBeSent":
            result.setdefault("requests", []).append(event["params"]["request"]["url"])
        if event["method"] in ("Runtime.exceptionThrown", "Log.entryAdded"):
            result.setdefault("errors", []).append(json.dumps(event["params"])[:400])
    result["requests"] = [url for url in result.get("requests", []) if url != wish["url"]]
    result["requests"] += counter.asked[asked:]
    result.setdefault("errors", [])
    if "open" in wish:
        browser.evaluate(session, "document.querySelectorAll(%s).forEach((e) => { e.open = true; })"
                         % json.dumps(wish["open"]))
        result["overflow"] = browser.evaluate(session, STATE)["overflow"]
    if "screenshot" in wish:
        size = browser.call("Page.getLayoutMetrics", session)["cssContentSize"]
        clip = {"x": 0, "y": wish.get("top", 0), "width": width,
                "height": wish.get("height", size["height"]), "scale": 1}
        shot = browser.call("Page.captureScreenshot", session, format="png", clip=clip,
                            captureBeyondViewport=True)
        with open(wish["screenshot"], "wb") as file:
            file.write(base64.b64decode(shot["data"]))
    if "print" in wish:
        pages = browser.call("Page.printToPDF", session, preferCSSPageSize=True)
        with open(wish["print"], "wb") as file:
            file.write(base64.b64decode(pages["data"]))
    browser.call("Target.closeTarget", targetId=target)
    return result


def main():
    counter = Counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(folder, counter.port)
        try:
            for line in sys.stdin:
                print(json.dumps(look(browser, counter, json.loads(line))), flush=True)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
