internal import Tallystick
internal import TransparencyLog

extension PageScript {
  /// The checks.
  static let checking = #"""
      const join = (parts) => {
        const bytes = new Uint8Array(parts.reduce((length, next) => length + next.length, 0));
        let at = 0;
        for (const next of parts) {
          bytes.set(next, at);
          at += next.length;
        }
        return bytes;
      };
      const sha256 = async (...parts) =>
        new Uint8Array(await crypto.subtle.digest('SHA-256', join(parts)));
      const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

      // Reads base64 that is written in the one right way.
      const decode = (text, length) => {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        need(base64(bytes) === text, 'base64 that is not canonical');
        need(length === undefined || bytes.length === length, 'a wrong length');
        return bytes;
      };

      // The key: NAME+KEYID+BASE64 (C2SP signed-note).
      const keyID = async (name, key) => (await sha256(encode(name + '\n'), [1], key)).slice(0, 4);
      const readKey = async (text) => {
        const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
        need(match, 'it is no verifier key');
        const bytes = decode(match[3], 33);
        need(bytes[0] === 1, 'it is no Ed25519 key');
        const key = bytes.slice(1);
        need(hex(await keyID(match[1], key)) === match[2], 'it bears another key ID than its own');
        const unsigned = key.slice();
        unsigned[31] &= 127;
        need(!SMALL.has(hex(unsigned)), 'it is of small order: anybody can sign under it');
        return { origin: match[1], bytes: key };
      };

      // The lines of a signed note that exactly one line of this key signs, and the note without the
      // lines of others. `key.verify` is undefined in a browser that knows no Ed25519.
      const open = async (note, name, key) => {
        need(!/[\u0000-\u0009\u000b-\u001f]/.test(note), 'a control character');
        const end = note.lastIndexOf('\n\n');
        need(end > 0 && note.endsWith('\n') && end + 2 < note.length, 'it is no signed note');
        const id = await keyID(name, key.bytes);
        const mine = note.slice(end + 2, -1).split('\n').map((line) => {
          const match = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
          need(match, 'a line that is no signature');
          return { name: match[1], blob: decode(match[2]), line };
        }).filter((line) => line.name === name && isSame(line.blob.slice(0, 4), id));
        need(mine.length === 1, 'not exactly one signature of the key ' + name + '+' + hex(id));
        const text = note.slice(0, end + 1);
        need(mine[0].blob.length === 68, 'a signature of a wrong length');
        if (key.verify) {
          need(await key.verify(mine[0].blob.slice(4), encode(text)), 'the signature is wrong');
        }
        return { lines: text.slice(0, -1).split('\n'), own: text + '\n' + mine[0].line + '\n' };
      };

      // RFC 6962 section 2.1; the sides of a node are hashed from the leaves up.
      const leaf = (entry) => sha256([0], encode(entry));
      const node = (left, right) => sha256([1], left, right);
      const root = async (hashes) => {
        if (hashes.length === 0) return sha256();
        while (hashes.length > 1) {
          const next = [];
          for (let at = 0; at < hashes.length; at += 2) {
            next.push(at + 1 < hashes.length ? node(hashes[at], hashes[at + 1]) : hashes[at]);
          }
          hashes = await Promise.all(next);
        }
        return hashes[0];
      };

      // RFC 9162 section 2.1.3.2.
      const rootFromProof = async (hash, index, size, proof) => {
        let place = index;
        let last = size - 1;
        for (const sibling of proof) {
          need(last > 0, 'a proof that is too long');
          if (place % 2 === 1 || place === last) {
            hash = await node(sibling, hash);
            while (place % 2 === 0 && place !== 0) {
              place = Math.floor(place / 2);
              last = Math.floor(last / 2);
            }
          } else {
            hash = await node(hash, sibling);
          }
          place = Math.floor(place / 2);
          last = Math.floor(last / 2);
        }
        need(last === 0, 'a proof that is too short');
        return hash;
      };

      const checkAllEvents = async (events, head) => {
        need(events.length === head.size,
          `there are ${events.length}, and the checkpoint is of ${head.size}`);
        events.forEach((event, at) => need(event.id === 'e' + (at + 1), 'they are out of order'));
        events.forEach((event) => need(event.texts.length === 1, 'an event has more than its bytes'));
        const leaves = await Promise.all(events.map((event) => leaf(event.texts[0])));
        need(isSame(await root(leaves), head.root), 'they give another root than the checkpoint has');
      };

      const checkSomeEvents = async (events, head) => {
        need(head.size > 20000, 'a record of this size has all its events on its page');
        let before = 0;
        for (const event of events) {
          const seq = Number(event.id.slice(1));
          need(event.id === 'e' + seq && Number.isSafeInteger(seq) && seq > before && seq <= head.size,
            'they are out of order');
          before = seq;
          need(event.texts.length === 2, `#${seq} has no proof`);
          const [entry, proof] = event.texts;
          const hashes = proof === '' ? [] : proof.split(' ').map((text) => decode(text, 32));
          const found = await rootFromProof(await leaf(entry), seq - 1, head.size, hashes);
          need(isSame(found, head.root), `#${seq} is not in the record of the checkpoint`);
        }
      };

      const checkMain = async (lines, head, parts) => {
        need(lines[0] === parts.origin + '/reports' && lines[1] === String(head.size)
          && lines[2] === head.base64, 'the note is of another head than the checkpoint');
        const digests = new Map(lines.slice(3).map((line) => {
          const match = /^([0-9a-f]{64})  (\S+)$/.exec(line);
          need(match, 'a line that is no digest');
          return [match[2], match[1]];
        }));
        need(digests.get('report.html#main') === hex(await sha256(encode(parts.text))),
          'the text is not the one that was signed');
        need(parts.drawn === hex(await sha256(encode(parts.main))),
          'charts, links or marks are not those that were signed');
      };

      // Checks the key; whether the browser knows Ed25519.
      const checkKey = async (key) => {
        try {
          const imported =
            await crypto.subtle.importKey('raw', key.bytes, 'Ed25519', false, ['verify']);
          key.verify = (signature, text) =>
            crypto.subtle.verify('Ed25519', imported, signature, text);
        } catch (error) {
          if (error.name !== 'NotSupportedError') throw error;
        }
      };

      // The page as it was found must be just the one that is made of what was read of it.
      const checkFrame = async (found, made) => {
        need(script && compatMode(document) === 'CSS1Compat', 'it is not read as it should be');
        need(around === 2 && children(document).length === 2, 'something stands around it');
        need(isEqualNode(found, made.html), 'it has other parts than it should');
        walk(found, (element) => need(!isHost(element), 'a part of it is hidden by a shadow'));
      };

    """#

  /// What is shown, and in which order all is done.
  static let showing = #"""
      // Puts a page in the place of the document, with a verdict at its top.
      const show = (made, state, sentence, why) => {
        const { ids } = made;
        setAttribute(ids.get('check'), 'class', state);
        put(ids.get('verdict'), sentence);
        put(ids.get('why'), why);
        faults.forEach((fault) => {
          const line = createElement(document, HTML, 'li');
          put(line, fault);
          append(ids.get('faults'), line);
        });
        children(document).forEach((one) => removeChild(document, one));
        append(document, createDoctype(implementation(document), 'html', '', ''));
        append(document, made.html);
        if (location.hash !== '' && state !== 'broken') location.replace(location.hash);
      };

      // A page with a verdict alone.
      const alone = (style) => {
        const made = frame();
        ['main', 'machine'].forEach((name) => removeChild(made.body, made.ids.get(name)));
        removeChild(made.body, made.named.get('script'));
        children(made.named.get('head')).filter((one) => isElement(one)
          && getAttribute(one, 'content') === '').forEach((one) => removeChild(made.named.get('head'), one));
        put(made.named.get('title'), 'Who said what');
        if (style === '') removeChild(made.named.get('head'), made.named.get('style'));
        else put(made.named.get('style'), style);
        return made;
      };

      const run = async (found) => {
        let style = '';
        let parts;
        let made;
        const broken = (why) => show(alone(style), 'broken', 'Not whole: do not rely on this page.', why);
        await check('The page', () => {
          parts = readParts(found);
        });
        if (!globalThis.crypto || !crypto.subtle) {
          parts.policy = '';
          return show(make(parts), 'nothing', 'Nothing was checked.', 'The browser offers no '
            + 'cryptography here: open the page from a file, or over https.');
        }
        let key;
        let head;
        if (parts) {
          await check('The page', async () => {
            need(hex(await sha256(encode(parts.style))) === STYLE, 'its style is not that of the release');
            style = parts.style;
          });
          await check('The page', async () => {
            parts.policy = POLICY.join(base64(await sha256(encode(parts.script))));
            made = make(parts);
            await checkFrame(found, made);
          });
          await check('The key', async () => {
            key = await readKey(parts.vkey);
            await checkKey(key);
          });
        }
        if (key) {
          await check('The checkpoint', async () => {
            const { lines, own } = await open(parts.checkpoint, key.origin, key);
            need(lines.length === 3 && lines[0] === key.origin && /^(0|[1-9][0-9]*)$/.test(lines[1])
              && Number.isSafeInteger(Number(lines[1])), 'it is no checkpoint of this log');
            head = { size: Number(lines[1]), root: decode(lines[2], 32), base64: lines[2], own };
          });
        }
        if (head) {
          head.isWhole = parts.events.every((event) => event.texts.length === 1);
          await check('The events', () =>
            (head.isWhole ? checkAllEvents : checkSomeEvents)(parts.events, head));
          await check('The figures', async () => {
            const { lines, own } = await open(parts.reports, key.origin + '/reports', key);
            await checkMain(lines, head, parts);
            // What others signed beside the log's key was not checked, and is not shown.
            put(made.ids.get('checkpoint'), head.own);
            put(made.ids.get('reports'), own);
          });
        }
        if (faults.length > 0) {
          return broken('It was changed after it was signed, or a browser extension changed it here. '
            + 'So nothing of it is shown.');
        }
        if (!key.verify) {
          return show(made, 'nothing', 'Nothing was checked.', 'This browser knows no Ed25519, so it '
            + 'cannot tell who signed the page.');
        }
        show(made, 'whole', 'Whole under the key ' + parts.vkey + ', which only you can check.',
          (head.isWhole ? `All ${head.size} events give the signed root`
            : `Each of the ${parts.events.length} events here is in the record of ${head.size}; that `
              + 'another was removed cannot be noticed from this page alone')
          + ', and the text and drawings are those that were signed. A page cannot vouch for itself: '
          + 'compare the key with one that you got by another path, and the file with SHA256SUMS.');
      };

      // All that was read so far is taken out, and what is read from now on comes after it.
      const around = children(document).length;
      const found = documentElement(document);
      const begin = async () => {
        try {
          await run(found);
        } catch (error) {
          faults.push(error.message);
          show(alone(''), 'broken', 'Not whole: do not rely on this page.',
            'The check could not be done.');
        }
      };
      show(alone(''), 'nothing', 'Checking…', '');
      if (readyState(document) === 'loading') listen(document, 'DOMContentLoaded', begin);
      else begin();

    """#
}
