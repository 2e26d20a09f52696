#!/usr/bin/env python3
"""Goes through a site in a headless Chromium, by keyboard and without scripts.

  site.py walk URL [mouse]   the slider, one key after another from the first day to now and back, or
                             dragged there by the mouse;
                             a JSON line for each stop: {"day", "url", "words", "quotes", "strip"}
  site.py look URL PATH...   each page once with scripts and once without;
                             a JSON line for each: {"path", "scripts", "links", "overflow", "wide", "errors"}
  site.py hostile URL PATH...    what text from strangers made of each page: a JSON line for each:
                             {"path", "ran", "elements", "told"}
  site.py points URL PATH...     what fails of WCAG 2.2 AA, each point as the browser shows it: a JSON
                             object of {point: [what, where]}
  site.py axe URL FILE PATH...   what axe-core, which FILE holds, finds: a JSON line for each page
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

from browser import Chromium, Counter, Tab

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


WHERE = """(() => {
  const box = document.getElementById('range').getBoundingClientRect();
  return JSON.stringify([box.left, box.width, box.top + box.height / 2]);
})()"""

# How wide the thumb of a slider is in Chromium.
THUMB = 16


def walk(browser, url, *how):
    tab = Tab(browser)
    tab.open(url)
    tab.wait("!!document.getElementById('range')", "the slider")
    stops = int(tab.evaluate("document.getElementById('range').max"))
    places = list(range(stops + 1)) + list(range(stops - 1, -1, -1))
    left, width, y = json.loads(tab.evaluate(WHERE))

    def mouse(kind, place):
        x = left + THUMB / 2 + (width - THUMB) * place / stops
        tab.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                 buttons=0 if kind == "mouseReleased" else 1, clickCount=1)

    if how:
        # A browser drops input until it has drawn a page.
        deadline = time.monotonic() + tab.SECONDS
        while True:
            mouse("mousePressed", stops)
            if tab.evaluate("document.getElementById('range').matches(':active')"):
                break
            mouse("mouseReleased", stops)
            if time.monotonic() > deadline:
                raise SystemExit(f"the slider was not to be taken hold of in {tab.SECONDS} s")
            time.sleep(0.05)
            left, width, y = json.loads(tab.evaluate(WHERE))
    else:
        tab.evaluate("document.getElementById('range').focus()")
    for before, place in zip([None] + places, places):
        if how:
            mouse("mouseMoved", place)
        elif before is None:
            tab.key("Home", 36)
        else:
            tab.key("ArrowRight", 39) if place > before else tab.key("ArrowLeft", 37)
        tab.wait("!document.body.classList.contains('busy') && (() => {"
                 " const range = document.getElementById('range');"
                 " const words = range.getAttribute('aria-valuetext');"
                 " const day = document.getElementById('slider').dataset.day;"
                 " const shown = document.getElementById('shown').textContent;"
                 " return words.startsWith(shown) && (range.value === range.max) === (day === 'now')"
                 f" && range.value === '{place}'; }})()", "a stop")
        print(tab.evaluate(STOP), flush=True)
    if how:
        mouse("mouseReleased", 0)
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
  wide: [...document.querySelectorAll('.scroll')].filter((one) =>
    one.scrollWidth > one.clientWidth).length,
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


HOSTILE = """JSON.stringify({
  ran: typeof window.ran !== 'undefined',
  elements: [...document.querySelectorAll('script:not([src$="site.js"]), img, iframe, object, embed, svg[onload],'
    + ' math, body style, style ~ style, bdo, base, marquee, [onerror], [onload], [onmouseover], [onclick], [style],'
    + ' a[href^="javascript:" i], a[href^="data:" i], a[href^="//"]')].map((one) => one.outerHTML.slice(0, 100)),
})"""


def hostile(browser, url, paths):
    for path in paths:
        tab = Tab(browser)
        tab.open(url + path)
        time.sleep(0.02)
        told = [event["params"].get("entry", {}).get("text", event["method"])
                for event in browser.events
                if event.get("sessionId") == tab.session
                and (event["method"] in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled",
                                         "Page.javascriptDialogOpening")
                     or event["method"] == "Log.entryAdded"
                     and event["params"]["entry"]["source"] != "network")]
        print(json.dumps({"path": path, "told": told, **json.loads(tab.evaluate(HOSTILE))}),
              flush=True)
        tab.close()
    return []


# What a browser can say of each point of WCAG 2.2 AA; each is given the page at 1280 pixels.
POINTS = """(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
  const told = (one) => one.outerHTML.slice(0, 120);
  const channel = (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => 0.2126 * channel(rgb[0] / 255) + 0.7152 * channel(rgb[1] / 255)
    + 0.0722 * channel(rgb[2] / 255);
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const rgb = colour(getComputedStyle(at).backgroundColor);
      if (rgb.length < 4 || rgb[3] > 0) return rgb;
    }
    return [255, 255, 255];
  };
  const contrast = (one, two) => {
    const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const opacity = (one) => {
    let product = 1;
    for (let at = one; at; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
    return product;
  };
  const drawn = (one) => {
    const [front, back] = [colour(getComputedStyle(one).color), ground(one)];
    const share = opacity(one);
    return [front.slice(0, 3).map((value, at) => value * share + back[at] * (1 - share)), back];
  };
  const texts = all('body *').filter((one) => seen(one) && !one.closest('.unseen, .skip, svg')
    && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  const found = {};
  const point = (name, list) => { found[name] = list.map(told); };
  point('1.1.1 drawings have a name or are left out', all('svg').filter((one) =>
    !one.closest('[aria-hidden=true], [role=img]')
    || one.getAttribute('role') === 'img' && !one.querySelector('title')?.textContent.trim()));
  point('1.3.1 tables have captions, and heads with a scope', all('table').filter((one) =>
    !one.caption || [...one.querySelectorAll('th')].some((head) => !head.scope)));
  const levels = all('h1, h2, h3, h4').map((one) => Number(one.tagName[1]));
  point('1.3.1 headings begin at one and leave no level out', all('h1, h2, h3, h4').filter((one, at) =>
    at === 0 ? levels[0] !== 1 : levels[at] > levels[at - 1] + 1 || levels[at] === 1));
  point('1.3.1 lists hold items alone', all('ul, ol').filter((one) =>
    [...one.children].some((item) => item.tagName !== 'LI')));
  point('1.3.1 there is one main part', all('main').length === 1 ? [] : [document.body]);
  point('1.4.3 text has a contrast of 4.5', texts.filter((one) => {
    const [front, back] = drawn(one);
    const style = getComputedStyle(one);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    return !one.closest('[aria-disabled=true]') && contrast(front, back) < (isLarge ? 3 : 4.5);
  }));
  point('1.4.11 lines and frames of controls have a contrast of 3',
    all('.key line, .key rect, .bar rect, input, button').filter((one) => {
      if (!seen(one) || one.type === 'range' || one.type === 'hidden') return false;
      const style = getComputedStyle(one);
      const front = one.tagName === 'line' || one.closest('.key') ? style.stroke
        : one.tagName === 'rect' ? style.fill : style.borderTopColor;
      return opacity(one) === 1 && !one.classList.contains('range')
        && contrast(colour(front), ground(one.closest('svg')?.parentElement ?? one.parentElement)) < 3;
    }));
  point('2.1.1 what scrolls is reached by keyboard', all('body *').filter((one) =>
    ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth
    && one.tabIndex < 0 && !one.querySelector('a, button, input')));
  point('2.4.1 the first link leads to the content', (() => {
    const first = document.querySelector('a[href], button, input');
    return first?.getAttribute('href') === '#main' && document.getElementById('main') ? [] : [first];
  })());
  point('2.4.2 the page has a title', document.title.trim() ? [] : [document.body]);
  point('2.4.4 a link says where it leads', all('a[href]').filter((one) =>
    seen(one) && !one.textContent.trim()));
  point('2.5.8 what is pressed is 24 pixels high, or stands in a line of text',
    all('button, input, .ways a, .steps a').filter((one) =>
      seen(one) && one.getBoundingClientRect().height < 24));
  point('3.1.1 the page has a language', document.documentElement.lang ? [] : [document.body]);
  point('3.1.2 what is in another language says so', all('[lang]').filter((one) =>
    !/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(one.lang)));
  point('3.3.2 what is filled in has a label', all('input, select, textarea').filter((one) =>
    one.type !== 'hidden' && !one.labels?.length && !one.getAttribute('aria-label')));
  const ids = all('[id]').map((one) => one.id);
  point('4.1.2 names that are referred to are there, once', all('[aria-labelledby], label[for]')
    .filter((one) => (one.getAttribute('aria-labelledby') ?? one.htmlFor).split(' ')
      .some((id) => ids.filter((other) => other === id).length !== 1)));
  point('4.1.3 what changes is said', document.getElementById('range')
    && !document.querySelector('output') ? [document.body] : []);
  return JSON.stringify(found);
})()"""

# The spacing of text that a reader may set (1.4.12), and what is cut off then.
SPACED = """(() => {
  const style = document.createElement('style');
  style.textContent = '* { line-height: 1.5 !important; letter-spacing: .12em !important;'
    + ' word-spacing: .16em !important; } p { margin-bottom: 2em !important; }';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent);
  document.adoptedStyleSheets = [sheet];
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
})()"""

FOCUS = """(() => {
  const lost = [];
  for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), [tabindex="0"]')) {
    if (one.getClientRects().length === 0) continue;
    one.focus({ focusVisible: true });
    const style = getComputedStyle(one);
    if (document.activeElement !== one || style.outlineStyle === 'none'
        || parseFloat(style.outlineWidth) < 2) lost.push(one.outerHTML.slice(0, 120));
  }
  return JSON.stringify(lost);
})()"""


def points(browser, url, paths):
    failures = {}

    def add(point, found, path):
        failures.setdefault(point, []).extend([what, path] for what in found)

    errors = []
    for path in paths:
        for dark in (False, True):
            tab = Tab(browser, dark=dark)
            tab.open(url + path)
            tab.wait("!!document.getElementById('range') || !document.getElementById('slider')",
                     "the slider")
            for point, found in json.loads(tab.evaluate(POINTS)).items():
                add(point, found, path)
            if not dark:
                add("2.4.7 what has the focus shows it", json.loads(tab.evaluate(FOCUS)), path)
            errors += tab.errors()
            tab.close()
        tab = Tab(browser, width=320)
        tab.open(url + path)
        wide = tab.evaluate("document.documentElement.scrollWidth"
                            " - document.documentElement.clientWidth")
        add("1.4.10 nothing is wider than 320 pixels", [str(wide)] if wide > 0 else [], path)
        wide = tab.evaluate(SPACED)
        add("1.4.12 nothing is lost when text is spaced", [str(wide)] if wide > 0 else [], path)
        tab.close()
    print(json.dumps(failures), flush=True)
    return errors


def axe(browser, url, file, paths):
    with open(file, encoding="utf-8") as source:
        script = source.read()
    for path in paths:
        for width, dark in ((1280, False), (1280, True), (390, False)):
            tab = Tab(browser, width=width, dark=dark)
            tab.open(url + path)
            tab.wait("!!document.getElementById('range') || !document.getElementById('slider')",
                     "the slider")
            tab.evaluate(script + ";0")
            found = tab.call("Runtime.evaluate", awaitPromise=True, returnByValue=True, expression=(
                "axe.run().then((all) => JSON.stringify(all.violations.map((one) => "
                "({id: one.id, impact: one.impact, nodes: one.nodes.map((node) => node.html.slice(0, 150))"
                ".slice(0, 5)}))))"))["result"].get("value")
            print(json.dumps({"path": path, "width": width, "dark": dark,
                              "found": json.loads(found or "null")}), flush=True)
            tab.close()
    return []


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
                errors = walk(browser, url, *rest)
            elif verb == "look":
                errors = look(browser, url, rest)
            elif verb == "hostile":
                errors = hostile(browser, url, rest)
            elif verb == "points":
                errors = points(browser, url, rest)
            elif verb == "axe":
                errors = axe(browser, url, rest[0], rest[1:])
            else:
                errors = shoot(browser, url, rest[0], rest[1:])
        finally:
            browser.close()
    print(json.dumps({"errors": errors, "asked": counter.asked}))


if __name__ == "__main__":
    main()
