/// The script by which a page checks itself: the same bytes in every page of a release.
///
/// It uses WebCrypto alone, reads only the page, and writes only into the element `check`.
public enum PageScript {
  /// The script.
  public static let text = #"""

    'use strict';
    // Checks this page against its own key: the root over the events, both signed notes, and the
    // text and outline of <main>. Whoever forges the page can forge this too: compare the key.
    (async () => {
      const faults = [];
      const part = (id) => document.getElementById(id);
      const encode = (text) => new TextEncoder().encode(text);
      const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      const isSame = (a, b) => hex(a) === hex(b);

      const say = (state, sentence, why) => {
        part('check').className = state;
        part('verdict').textContent = sentence;
        part('why').textContent = why;
        part('faults').replaceChildren(...faults.map((fault) => {
          const item = document.createElement('li');
          item.textContent = fault;
          return item;
        }));
      };

      // Runs one check; what goes wrong in it is a fault of the page.
      const check = async (what, run) => {
        try {
          return await run();
        } catch (error) {
          faults.push(what + ': ' + error.message);
        }
      };
      const need = (condition, message) => {
        if (!condition) throw new Error(message);
      };

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

      // Reads base64 that is written in the one right way.
      const decode = (text, length) => {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        need(btoa(String.fromCharCode(...bytes)) === text, 'base64 that is not canonical');
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
        return { origin: match[1], key };
      };

      // The lines of a signed note that exactly one line of this key signs. `key.verify` is
      // undefined in a browser that knows no Ed25519.
      const open = async (note, name, key) => {
        need(!/[\u0000-\u0009\u000b-\u001f]/.test(note), 'a control character');
        const end = note.lastIndexOf('\n\n');
        need(end > 0 && note.endsWith('\n') && end + 2 < note.length, 'it is no signed note');
        const id = await keyID(name, key.bytes);
        const mine = note.slice(end + 2, -1).split('\n').map((line) => {
          const match = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
          need(match, 'a line that is no signature');
          return { name: match[1], blob: decode(match[2]) };
        }).filter((line) => line.name === name && isSame(line.blob.slice(0, 4), id));
        need(mine.length === 1, 'not exactly one signature of the key ' + name + '+' + hex(id));
        const text = note.slice(0, end + 1);
        need(mine[0].blob.length === 68, 'a signature of a wrong length');
        if (key.verify) {
          need(await key.verify(mine[0].blob.slice(4), encode(text)), 'the signature is wrong');
        }
        return text.slice(0, -1).split('\n');
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

      const checkAllEvents = async (items, head) => {
        need(items.length === head.size,
          `there are ${items.length}, and the checkpoint is of ${head.size}`);
        items.forEach((item, at) => need(item.id === 'e' + (at + 1), 'they are out of order'));
        items.forEach((item) => need(item.children.length === 1, 'an event has more than its bytes'));
        const leaves = await Promise.all(items.map((item) => leaf(item.textContent)));
        need(isSame(await root(leaves), head.root), 'they give another root than the checkpoint has');
      };

      const checkSomeEvents = async (items, head) => {
        need(head.size > 20000, 'a record of this size has all its events on its page');
        let before = 0;
        for (const item of items) {
          const seq = Number(item.id.slice(1));
          need(Number.isSafeInteger(seq) && seq > before && seq <= head.size, 'they are out of order');
          before = seq;
          need(item.children.length === 2, `#${seq} has no proof`);
          const [entry, proof] = [...item.children].map((code) => code.textContent);
          const hashes = proof === '' ? [] : proof.split(' ').map((text) => decode(text, 32));
          const found = await rootFromProof(await leaf(entry), seq - 1, head.size, hashes);
          need(isSame(found, head.root), `#${seq} is not in the record of the checkpoint`);
        }
      };

      // Elements, attributes and places of text in one string that no two documents share.
      const field = (text) => text.length + ':' + text;
      const outline = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return 't' + field(node.data);
        const attributes = [...node.attributes].filter((one) => one.name !== 'open')
          .map((one) => '@' + field(one.name) + field(one.value));
        const inside = node.id === 'drawn' ? [] : [...node.childNodes].map(outline);
        return '<' + field(node.localName) + attributes.join('') + inside.join('') + '>';
      };

      const checkMain = async (lines, head, origin) => {
        const main = part('main');
        main.normalize();
        need(lines[0] === origin + '/reports' && lines[1] === String(head.size)
          && lines[2] === head.base64, 'the note is of another head than the checkpoint');
        const digests = new Map(lines.slice(3).map((line) => {
          const match = /^([0-9a-f]{64})  (\S+)$/.exec(line);
          need(match, 'a line that is no digest');
          return [match[2], match[1]];
        }));
        need(digests.get('report.html#main') === hex(await sha256(encode(main.textContent))),
          'the text is not the one that was signed');
        need(part('drawn').textContent === hex(await sha256(encode(outline(main)))),
          'charts, links or marks are not those that were signed');
      };

      const run = async () => {
        if (!globalThis.crypto || !crypto.subtle) {
          return say('nothing', 'Nothing was checked.', 'The browser offers no cryptography here: '
            + 'open the page from a file, or over https.');
        }
        let key;
        let ed25519 = true;
        let head;
        await check('The page', () => {
          const parts = [...document.body.children].map((child) => child.id || child.localName);
          need(parts.join(' ') === 'check main machine script', 'it has other parts than it should');
          const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
          need(new Set(ids).size === ids.length, 'two of its parts have one name');
        });
        await check('The key', async () => {
          const { origin, key: bytes } = await readKey(part('vkey').textContent);
          key = { origin, bytes };
          try {
            const imported = await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify']);
            key.verify = (signature, text) =>
              crypto.subtle.verify('Ed25519', imported, signature, text);
          } catch (error) {
            if (error.name !== 'NotSupportedError') throw error;
            ed25519 = false;
          }
        });
        if (key) {
          await check('The checkpoint', async () => {
            const lines = await open(part('checkpoint').textContent, key.origin, key);
            need(lines.length === 3 && lines[0] === key.origin && /^(0|[1-9][0-9]*)$/.test(lines[1])
              && Number.isSafeInteger(Number(lines[1])), 'it is no checkpoint of this log');
            head = { size: Number(lines[1]), root: decode(lines[2], 32), base64: lines[2] };
          });
        }
        if (head) {
          const items = [...part('events').children];
          const isWhole = !items.some((item) => item.querySelector('.proof'));
          head.isWhole = isWhole;
          head.shown = items.length;
          await check('The events', () => (isWhole ? checkAllEvents : checkSomeEvents)(items, head));
          await check('The figures', async () => checkMain(
            await open(part('reports').textContent, key.origin + '/reports', key), head, key.origin));
        }
        if (faults.length > 0) {
          return say('broken', 'Not whole: do not rely on this page.',
            'It was changed after it was signed, or a browser extension changed it here.');
        }
        if (!ed25519) {
          return say('nothing', 'Nothing was checked.', 'This browser knows no Ed25519, so it cannot '
            + 'tell who signed the page.');
        }
        say('whole', 'Whole under the key ' + part('vkey').textContent + ', which only you can check.',
          (head.isWhole ? `All ${head.size} events give the signed root`
            : `Each of the ${head.shown} events here is in the record of ${head.size}; that another `
              + 'was removed cannot be noticed from this page alone')
          + ', and the text and drawings are those that were signed. A page cannot vouch for itself: '
          + 'compare the key with one that you got by another path, and the file with SHA256SUMS.');
      };

      try {
        part('verdict').textContent = 'Checking…';
        await run();
      } catch (error) {
        faults.push(error.message);
        say('broken', 'Not whole: do not rely on this page.', 'The check could not be done.');
      }
    })();

    """#
}
