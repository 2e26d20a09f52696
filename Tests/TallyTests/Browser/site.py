#!/usr/bin/env python3
"""Goes through a site in a headless Chromium, by keyboard and without scripts.

  site.py walk URL           the slider, one key after another from the first day to now and back;
                             a JSON line for each stop: {"day", "url", "words", "quotes", "strip"}
  site.py look URL PATH...   each page once with scripts and once without;
                             a JSON line for each: {"path", "scripts", "links", "overflow", "errors"}
  site.py shoot URL FOLDER PATH...   a picture of each at two widths, light and dark

The last line of walk and look is {"errors", "asked"}: what the browser logged, and what was asked of
another host.
"""
import base64
import json
import os
import sys
import tempfile
import time

from browser import Chromium, Counter

SECONDS = 120


class Tab:
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
        deadline = time.monotonic() + SECONDS
        while not self.evaluate(expression):
            if time.monotonic() > deadline:
                raise SystemExit(f"{what} did not come about in {SECONDS} s")
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


STOP = """JSON.stringify({
  day: document.getElementById('slider').dataset.day,
  url: location.pathname,
  words: document.getElementById('range').getAttribute('aria-valuetext'),
  said: document.querySelector('output').textContent,
  focused: document.activeElement.id,
  quotes: [...document.querySelectorAll('.card .quote')].map((one) => one.textContent),
  numbers: [...document.querySelectorAll('.figures')].map((table) =>
    [...table.querySelectorAll('td.number')].map((one) => one.textContent.trim())),
  strip: document.getElementById('strip')?.textContent ?? null,
})"""


def walk(browser, url):
    tab = Tab(browser)
    tab.open(url)
    tab.wait("!!document.getElementById('range')", "the slider")
    tab.evaluate("document.getElementById('range').focus()")
    stops = int(tab.evaluate("document.getElementById('range').max"))
    steps = [("Home", 36)] + [("ArrowRight", 39)] * stops + [("ArrowLeft", 37)] * stops
    for name, code in steps:
        tab.key(name, code)
        tab.wait("!document.body.classList.contains('busy') && (() => {"
                 " const range = document.getElementById('range');"
                 " const words = range.getAttribute('aria-valuetext');"
                 " const day = document.getElementById('slider').dataset.day;"
                 " const shown = document.getElementById('shown').textContent;"
                 " return words.startsWith(shown) && (range.value === range.max) === (day === 'now');"
                 "})()", "a stop")
        print(tab.evaluate(STOP), flush=True)
    errors = tab.errors()
    tab.close()
    return errors


LOOK = """JSON.stringify({
  links: [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href')),
  title: document.title,
  headings: [...document.querySelectorAll('h1,h2,h3')].map((one) => one.tagName),
  unnamed: [...document.querySelectorAll('a,button,input,select,textarea,svg[role]')].filter((one) =>
    !(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length)).length,
  tables: [...document.querySelectorAll('table')].filter((one) => !one.caption).length,
  lang: document.documentElement.lang,
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


def look(browser, url, paths):
    errors = []
    for path in paths:
        for scripts in (True, False):
            for width in (1280, 390):
                tab = Tab(browser, width=width, scripts=scripts)
                tab.open(url + path)
                if scripts:
                    tab.wait("!!document.getElementById('range') || !document.getElementById('slider')",
                             "the slider")
                found = json.loads(tab.evaluate(LOOK))
                print(json.dumps({"path": path, "scripts": scripts, "width": width, **found}),
                      flush=True)
                errors += tab.errors()
                tab.close()
    return errors


def shoot(browser, url, folder, paths):
    for path in paths:
        for width in (390, 1280):
            for dark in (False, True):
                tab = Tab(browser, width=width, dark=dark)
                tab.open(url + path)
                time.sleep(0.3)
                size = tab.call("Page.getLayoutMetrics")["cssContentSize"]
                shot = tab.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                                clip={"x": 0, "y": 0, "width": width,
                                      "height": min(size["height"], 8000), "scale": 1})
                name = (path.strip("/").replace("/", "-") or "overview")
                scheme = "dark" if dark else "light"
                with open(os.path.join(folder, f"{name}-{width}-{scheme}.png"), "wb") as file:
                    file.write(base64.b64decode(shot["data"]))
                tab.close()
    return []


def main():
    verb, url, *rest = sys.argv[1:]
    counter = Counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(folder, counter.port, own_servers=True)
        try:
            if verb == "walk":
                errors = walk(browser, url)
            elif verb == "look":
                errors = look(browser, url, rest)
            else:
                errors = shoot(browser, url, rest[0], rest[1:])
        finally:
            browser.close()
    print(json.dumps({"errors": errors, "asked": counter.asked}))


if __name__ == "__main__":
    main()
