internal import Tallystick

extension PageScript {
  /// What the browser offers, and what is said of the page.
  ///
  /// Names and ids in a page can stand for properties of `document`, of forms and of the window; so
  /// each is taken from its prototype, where no page reaches.
  static let browser = #"""
      const { apply, getOwnPropertyDescriptor } = Reflect;
      const method = (of, name) => {
        const run = of[name];
        return (on, ...given) => apply(run, on, given);
      };
      const getter = (of, name) => {
        const { get } = getOwnPropertyDescriptor(of, name);
        return (on) => apply(get, on, []);
      };
      const createElement = method(Document.prototype, 'createElementNS');
      const createText = method(Document.prototype, 'createTextNode');
      const createFragment = method(Document.prototype, 'createDocumentFragment');
      const createDoctype = method(DOMImplementation.prototype, 'createDocumentType');
      const implementation = getter(Document.prototype, 'implementation');
      const documentElement = getter(Document.prototype, 'documentElement');
      const currentScript = getter(Document.prototype, 'currentScript');
      const compatMode = getter(Document.prototype, 'compatMode');
      const readyState = getter(Document.prototype, 'readyState');
      const listen = method(EventTarget.prototype, 'addEventListener');
      const nodeType = getter(Node.prototype, 'nodeType');
      const firstChild = getter(Node.prototype, 'firstChild');
      const nextSibling = getter(Node.prototype, 'nextSibling');
      const textContent = getter(Node.prototype, 'textContent');
      const append = method(Node.prototype, 'appendChild');
      const removeChild = method(Node.prototype, 'removeChild');
      const cloneNode = method(Node.prototype, 'cloneNode');
      const normalize = method(Node.prototype, 'normalize');
      const isEqualNode = method(Node.prototype, 'isEqualNode');
      const data = getter(CharacterData.prototype, 'data');
      const localName = getter(Element.prototype, 'localName');
      const attributeNames = method(Element.prototype, 'getAttributeNames');
      const getAttribute = method(Element.prototype, 'getAttribute');
      const setAttribute = method(Element.prototype, 'setAttribute');
      const removeAttribute = method(Element.prototype, 'removeAttribute');
      const shadowRoot = getter(Element.prototype, 'shadowRoot');
      const attachShadow = method(Element.prototype, 'attachShadow');

      const faults = [];
      const encode = (text) => new TextEncoder().encode(text);
      const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const isSame = (a, b) => hex(a) === hex(b);
      const need = (condition, message) => {
        if (!condition) throw new Error(message);
      };
      // Runs one check; what goes wrong in it is a fault of the page.
      const check = async (what, run) => {
        try {
          return await run();
        } catch (error) {
          faults.push(what + ': ' + error.message);
        }
      };

    """#

  /// How elements are read, and made.
  static let making = #"""
      const HTML = 'http://www.w3.org/1999/xhtml';
      const SVG = 'http://www.w3.org/2000/svg';
      const script = currentScript(document);
      const isElement = (node) => nodeType(node) === 1;
      const children = (node) => {
        const all = [];
        for (let one = firstChild(node); one; one = nextSibling(one)) all.push(one);
        return all;
      };
      const walk = (node, take) => {
        take(node);
        children(node).filter(isElement).forEach((one) => walk(one, take));
      };
      const put = (element, text) => {
        children(element).forEach((one) => removeChild(element, one));
        if (text !== '') append(element, createText(document, text));
      };

      // Elements, attributes and places of text in one string that no two documents share.
      const field = (text) => text.length + ':' + text;
      const outline = (node) => {
        if (nodeType(node) === 3) return 't' + field(data(node));
        need(isElement(node), 'it holds what is neither text nor an element');
        const attributes = attributeNames(node).filter((name) => name !== 'open')
          .map((name) => '@' + field(name) + field(getAttribute(node, name)));
        const inside = getAttribute(node, 'id') === 'drawn' ? [] : children(node).map(outline);
        return '<' + field(localName(node)) + attributes.join('') + inside.join('') + '>';
      };

      // Makes what an outline is of. Of one that is not this script's own it takes known names only.
      const build = (text, isOwn) => {
        const ids = new Map();
        const named = new Map();
        let at = 0;
        const read = () => {
          const colon = text.indexOf(':', at);
          const length = Number(text.slice(at, colon));
          need(colon > at && Number.isSafeInteger(length), 'an outline that is none');
          at = colon + 1 + length;
          return text.slice(colon + 1, at);
        };
        const attribute = (element) => {
          const [name, value] = [read(), read()];
          need(isOwn || ATTRIBUTES.has(name), 'an attribute ' + name);
          need(isOwn || name !== 'href' || /^(#[a-z0-9-]+$|https?:\/\/)/.test(value), 'a link');
          setAttribute(element, name, value);
          if (name === 'id') ids.set(value, element);
        };
        const fill = (parent, space) => {
          while (at < text.length && text[at] !== '>') {
            const kind = text[at];
            at += 1;
            if (kind === 't') {
              append(parent, createText(document, read()));
              continue;
            }
            const name = read();
            const own = name === 'svg' ? SVG : space;
            need(isOwn || (own === SVG ? DRAWN : ELEMENTS).has(name), 'an element ' + name);
            // A copy of a script that has run does not run again.
            const element = name === 'script' && script ? cloneNode(script, false)
              : createElement(document, own, name);
            if (name === 'script') attributeNames(element).forEach((it) => removeAttribute(element, it));
            while (text[at] === '@') {
              at += 1;
              attribute(element);
            }
            if (!named.has(name)) named.set(name, element);
            fill(element, name === 'title' || name === 'desc' ? HTML : own);
            need(text[at] === '>', 'an outline that is none');
            at += 1;
            append(parent, element);
          }
        };
        const top = createFragment(document);
        fill(top, HTML);
        need(at === text.length, 'an outline that is none');
        return { top, ids, named };
      };

      // The frame of every page. White space after the body belongs to it, as browsers read it.
      const frame = () => {
        const { ids, named } = build(FRAME, true);
        const [html, body] = [named.get('html'), named.get('body')];
        append(body, children(html).slice(-1)[0]);
        append(body, createText(document, '\n'));
        normalize(html);
        return { html, body, ids, named };
      };

      const item = (event) => {
        const li = createElement(document, HTML, 'li');
        setAttribute(li, 'id', event.id);
        event.texts.forEach((text, place) => {
          const code = createElement(document, HTML, 'code');
          if (place > 0) setAttribute(code, 'class', 'proof');
          put(code, text);
          append(li, code);
        });
        return li;
      };

      // The whole page of what was read.
      const make = (parts) => {
        const made = frame();
        const { ids, named } = made;
        put(named.get('title'), parts.origin + textContent(named.get('title')));
        put(named.get('style'), parts.style);
        put(named.get('script'), parts.script);
        children(named.get('head')).filter((one) => isElement(one) && getAttribute(one, 'content') === '')
          .forEach((one) => setAttribute(one, 'content', parts.policy));
        ['checkpoint', 'reports', 'vkey'].forEach((name) => put(ids.get(name), parts[name]));
        const count = String(parts.events.length).replace(/\B(?=(\d{3})+$)/g, ',');
        put(ids.get('count'), count + (count === '1' ? ' event' : ' events'));
        parts.events.forEach((event) => {
          append(ids.get('events'), item(event));
          append(ids.get('events'), createText(document, '\n'));
        });
        const main = build(parts.main, false);
        need(main.ids.has('drawn'), 'it has no digest of its outline');
        put(main.ids.get('drawn'), parts.drawn);
        const old = ids.get('main');
        const [first] = children(main.top);
        need(children(main.top).length === 1 && getAttribute(first, 'id') === 'main', 'no main part');
        const after = children(made.body).slice(children(made.body).indexOf(old) + 1);
        removeChild(made.body, old);
        [first, ...after].forEach((one) => append(made.body, one));
        normalize(made.html);
        return made;
      };

      // What a page says of itself, as it was found.
      const readParts = (found) => {
        const ids = new Map();
        const named = new Map();
        normalize(found);
        walk(found, (element) => {
          const name = localName(element);
          const id = getAttribute(element, 'id');
          if (name === 'details') removeAttribute(element, 'open');
          if (id !== null && !ids.has(id)) ids.set(id, element);
          if (!named.has(name)) named.set(name, element);
        });
        const part = (name) => {
          need(ids.has(name), 'it has no part ' + name);
          return ids.get(name);
        };
        return {
          style: named.has('style') ? textContent(named.get('style')) : '',
          script: script ? textContent(script) : '',
          checkpoint: textContent(part('checkpoint')),
          reports: textContent(part('reports')),
          vkey: textContent(part('vkey')),
          origin: textContent(part('vkey')).split('+')[0],
          text: textContent(part('main')),
          main: outline(part('main')),
          drawn: textContent(part('drawn')),
          events: children(part('events')).filter(isElement).map((one) => ({
            id: getAttribute(one, 'id'), texts: children(one).filter(isElement).map(textContent),
          })),
        };
      };

      // Whether an element has a shadow tree, which is shown in the place of what it holds.
      const HOSTS = new Set(('article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav '
        + 'p section span').split(' '));
      const isHost = (element) => {
        if (shadowRoot(element) !== null) return true;
        if (!HOSTS.has(localName(element))) return false;
        try {
          return attachShadow(element, { mode: 'open' }).mode !== 'open';
        } catch (error) {
          return true;
        }
      };

    """#
}
