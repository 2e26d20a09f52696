#!/usr/bin/env python3
"""Goes through the desk in a headless Chromium, by mouse, with no script of the page running.

  desk.py sit ADDRESS < ANSWERS     each line of ANSWERS is a button, by the letter that review has for
                                    it: a, e, o, x, n, b, q; `s=TEXT` skips for a reason, `NAME=TEXT`
                                    writes TEXT into the field of a part. A JSON line for each page that
                                    is then seen, and one in the end.
  desk.py keys ADDRESS < ANSWERS    the same by keyboard alone, with Tab and Enter
  desk.py foreign ADDRESS           pages of other origins post to the desk, frame it and read it: a
                                    JSON line for each, and the page of the desk afterwards
  desk.py shoot ADDRESS FOLDER      a picture at three widths, light and dark

The last line is {"errors", "asked"}: what the browser logged, and what was asked of another host.
"""
import base64
import http.server
import json
import os
import sys
import tempfile
import threading
import time

from browser import Chromium, Counter, Tab

BUTTONS = {"a": "accept", "e": "change", "o": "offers", "x": "split", "n": "pass", "b": "back",
           "q": "quit", "s": "skip"}

SEEN = """JSON.stringify({
  title: document.title,
  counts: document.getElementById('counts')?.textContent.trim(),
  message: document.getElementById('message')?.textContent.trim() ?? '',
  turn: document.querySelector('[name=turn]')?.value,
  line: document.querySelector('article mark')?.closest('li').value ?? null,
  marked: [...document.querySelectorAll('article mark')].map((one) => one.textContent).join(''),
  inView: (() => {
    const mark = document.querySelector('article mark')?.getBoundingClientRect();
    const pane = document.querySelector('article')?.getBoundingClientRect();
    return mark ? mark.top >= pane.top && mark.bottom <= pane.bottom : null;
  })(),
  unlabelled: [...document.querySelectorAll('input:not([type=hidden]), button')].filter((one) =>
    !(one.textContent.trim() || one.labels?.length)).length,
  scripts: document.scripts.length,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


class DeskTab(Tab):
    def found(self, expression):
        """What an expression gives; None while one page gives way to the next."""
        try:
            return self.evaluate(expression)
        except SystemExit:
            return None

    def until(self, expression, what):
        deadline = time.monotonic() + self.SECONDS
        while not self.found(expression):
            if time.monotonic() > deadline:
                raise SystemExit(f"{what} did not come about in {self.SECONDS} s")
            time.sleep(0.01)

    def press(self, name):
        """Clicks on an element, where it stands on the screen.

        What moves just then would put another one under the pointer: the button is let go on the element
        only where it is the one that was pressed, else on nothing.
        """
        one = f"document.getElementById({json.dumps(name)})"
        deadline = time.monotonic() + self.SECONDS
        while True:
            place = json.loads(self.evaluate(f"""(() => {{
              {one}.scrollIntoView({{ block: 'center' }});
              const box = {one}.getBoundingClientRect();
              return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]);
            }})()"""))
            self.mouse("mousePressed", place)
            is_pressed = self.found(f"!!{one}?.matches(':active')")
            self.mouse("mouseReleased", place if is_pressed else (0, 0))
            if is_pressed:
                return
            if time.monotonic() > deadline:
                raise SystemExit(f"{name} was not to be pressed in {self.SECONDS} s")
            time.sleep(0.05)

    def mouse(self, kind, place):
        self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left",
                  clickCount=1)

    def reach(self, name):
        """Goes to an element by Tab."""
        here = f"document.activeElement?.id === {json.dumps(name)}"
        for _ in range(60):
            if self.evaluate(here):
                return
            self.key("Tab", 9)
        raise SystemExit(f"Tab does not lead to {name}")

    def enter(self):
        """Presses Enter, with what it types."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key="Enter", code="Enter", text="\r",
                  windowsVirtualKeyCode=13, nativeVirtualKeyCode=13)
        self.call("Input.dispatchKeyEvent", type="keyUp", key="Enter", code="Enter",
                  windowsVirtualKeyCode=13, nativeVirtualKeyCode=13)

    def do(self, name, by_mouse):
        """Does what a button does."""
        if by_mouse:
            self.press(name)
            return
        # Enter in the field of the reason is the button beside it.
        self.reach("reason" if name == "skip" else name)
        self.enter()

    def again(self, act, expression, what):
        """Does something until it has an effect: a browser drops input until it has drawn a page."""
        deadline = time.monotonic() + self.SECONDS
        while True:
            act()
            # Long enough that a busy machine does not do it twice.
            pause = time.monotonic() + 15
            while time.monotonic() < pause:
                if self.found(expression):
                    return
                time.sleep(0.01)
            if time.monotonic() > deadline:
                raise SystemExit(f"{what} did not come about in {self.SECONDS} s")

    def write(self, name, text, by_mouse):
        field = f"document.getElementById({json.dumps(name)})"
        self.again(lambda: self.press(name) if by_mouse else self.reach(name),
                   f"document.activeElement === {field}", f"the cursor in {name}")
        self.evaluate(f"{field}.select()")
        self.call("Input.insertText", text=text)

    def turn_page(self, act):
        """Does what leads to another page, and waits for that."""
        self.evaluate("window.isOld = true")
        self.again(act, "!window.isOld && document.readyState === 'complete'"
                   " && !!document.getElementById('counts')", "the next page")

    def tell(self):
        print(self.evaluate(SEEN), flush=True)


def sit(browser, address, by_mouse):
    tab = DeskTab(browser, scripts=False)
    tab.open(address)
    tab.until("!!document.getElementById('counts')", "the desk")
    tab.tell()
    for answer in (line.rstrip("\n") for line in sys.stdin):
        letter, _, text = answer.partition("=")
        if text and letter != "s":
            tab.write(f"part.{letter}", text, by_mouse)
            continue
        if letter == "s":
            tab.write("reason", text, by_mouse)
        name = BUTTONS[letter]
        tab.turn_page(lambda: tab.do(name, by_mouse))
        tab.tell()
    return tab.errors()


FOREIGN = """<!DOCTYPE html><title>foreign</title>
<form method="post" action="%(desk)s">
<input name="turn" value="%(turn)s"><input name="action" value="accept"></form>
<iframe src="%(desk)s"></iframe>"""


def foreign(browser, address):
    own = DeskTab(browser)
    own.open(address)
    own.until("!!document.getElementById('counts')", "the desk")
    desk = own.evaluate("location.origin + location.pathname")
    turn = own.evaluate("document.querySelector('[name=turn]').value")
    page = (FOREIGN % {"desk": desk, "turn": turn}).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for host in ("localhost", "127.0.0.1"):
        tab = DeskTab(browser)
        tab.open(f"http://{host}:{server.server_address[1]}/")
        tab.until("document.title === 'foreign' && document.readyState === 'complete'", "the page")
        framed = []
        for one in browser.call("Target.getTargets")["targetInfos"]:
            if one["type"] == "iframe":
                session = browser.call(
                    "Target.attachToTarget", targetId=one["targetId"], flatten=True)["sessionId"]
                framed.append(browser.evaluate(session, "document.body.textContent") or "")
        for one in tab.call("Page.getFrameTree")["frameTree"].get("childFrames", []):
            context = tab.call("Page.createIsolatedWorld", frameId=one["frame"]["id"])
            framed.append(tab.call(
                "Runtime.evaluate", expression="document.body.textContent", returnByValue=True,
                contextId=context["executionContextId"])["result"].get("value") or "")
        tab.evaluate(f"""window.told = undefined;
          fetch({json.dumps(desk)}, {{ method: 'POST', credentials: 'include', mode: 'no-cors',
            body: new URLSearchParams({{ turn: {json.dumps(turn)}, action: 'accept' }}) }})
            .then(() => fetch({json.dumps(desk)}, {{ credentials: 'include' }}))
            .then((one) => one.text()).then((text) => {{ window.told = text; }})
            .catch(() => {{ window.told = 'unread'; }}); 0""")
        tab.until("window.told !== undefined", "an answer to a foreign script")
        read = tab.evaluate("window.told")
        tab.evaluate("window.isOld = true; document.forms[0].submit()")
        tab.until("!window.isOld && document.readyState === 'complete'", "an answer to the form")
        print(json.dumps({"host": host, "framed": framed, "read": read,
                          "answer": tab.evaluate("document.body.textContent.trim()")}), flush=True)
        tab.close()
    # A name that leads to the desk is not its address.
    tab = DeskTab(browser)
    tab.open(desk.replace("127.0.0.1", "localhost"))
    print(json.dumps({"host": "rebound", "framed": [], "read": "",
                      "answer": tab.evaluate("document.body.textContent.trim()")}), flush=True)
    tab.close()
    server.shutdown()
    own.tell()
    own.turn_page(lambda: own.press("accept"))
    own.tell()
    return []


def shoot(browser, address, folder):
    tab = DeskTab(browser)
    tab.open(address)
    tab.until("!!document.getElementById('counts')", "the desk")
    desk = tab.evaluate("location.href")
    for width in (320, 800, 1280):
        for dark in (False, True):
            tab = DeskTab(browser, width=width, dark=dark)
            tab.open(desk)
            time.sleep(0.2)
            size = tab.call("Page.getLayoutMetrics")["cssContentSize"]
            shot = tab.call("Page.captureScreenshot", format="png", captureBeyondViewport=False,
                            clip={"x": 0, "y": 0, "width": width,
                                  "height": min(size["height"], 900), "scale": 1})
            name = f"desk-{width}-{'dark' if dark else 'light'}.png"
            with open(os.path.join(folder, name), "wb") as file:
                file.write(base64.b64decode(shot["data"]))
            tab.tell()
            tab.close()
    return []


def main():
    verb, address, *rest = sys.argv[1:]
    counter = Counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(folder, counter.port, own_servers=True)
        try:
            if verb in ("sit", "keys"):
                errors = sit(browser, address, by_mouse=verb == "sit")
            elif verb == "foreign":
                errors = foreign(browser, address)
            else:
                errors = shoot(browser, address, rest[0])
        finally:
            browser.close()
    print(json.dumps({"errors": errors, "asked": counter.asked}))


if __name__ == "__main__":
    main()
