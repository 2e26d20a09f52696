internal import Tallystick
internal import TransparencyLog

/// What stands around the part for people: the head, the verdict of the check, what is checked, and
/// the script that does it.
struct PageFrame {
  /// What differs from page to page.
  private let origin: String
  private let key: String
  private let checkpoint: String
  private let reportsNote: String
  private let entries: [StoredEntry]
  private let proofs: [Int: [Hash]]

  /// What the script and the policy hold, which no script can hold itself.
  private let style: String
  private let script: String
  private let policy: String
  private let count: String

  /// Creates the frame of a page.
  init(
    key: VerifierKey, checkpoint: String, reportsNote: String, entries: [StoredEntry],
    proofs: [Int: [Hash]]
  ) {
    origin = escaped(key.name.text)
    self.key = key.description
    self.checkpoint = checkpoint
    self.reportsNote = reportsNote
    self.entries = entries
    self.proofs = proofs
    style = PageStyle.text
    script = PageScript.text
    policy = PageFrame.policyParts.joined(
      separator: Hash.of(Array(PageScript.text.utf8)).base64)
    count = entries.count.of("event")
  }

  /// Creates the frame of no page, with nothing in it.
  private init() {
    (origin, key, checkpoint, reportsNote) = ("", "", "", "")
    (style, script, policy, count) = ("", "", "", "")
    entries = []
    proofs = [:]
  }

  /// The outline of a page with nothing in it, from which the script makes pages.
  static let skeleton = PageFrame().page(around: .tag("main", ["id": "main"])).outline

  /// The whole page.
  func page(around main: HTML) -> HTML {
    .several([
      .doctype,
      .tag("html", ["lang": "en"]) {
        head
        HTML.tag("body") {
          verdict
          main
          machine
          HTML.tag("script") { HTML.text(script) }
        }
      },
    ])
  }

  private var head: HTML {
    .tag("head") {
      HTML.tag("meta", ["charset": "utf-8"])
      HTML.tag(
        "meta", ["http-equiv": "Content-Security-Policy", "content": policy])
      HTML.tag("meta", ["name": "referrer", "content": "no-referrer"])
      HTML.tag("meta", ["http-equiv": "x-dns-prefetch-control", "content": "off"])
      HTML.tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      HTML.tag("meta", ["name": "color-scheme", "content": "light dark"])
      HTML.tag("link", ["rel": "icon", "href": "data:,"])
      HTML.tag("title") { HTML.text("\(origin): who said what") }
      HTML.tag("style") { HTML.text(style) }
    }
  }

  /// Nothing may be loaded, and only this style and this script may run; the empty icon keeps a
  /// browser from asking a server for one.
  ///
  /// These are its parts before and after the digest of the script.
  static let policyParts = [
    "default-src 'none'; script-src 'sha256-",
    "'; style-src 'sha256-\(Hash.of(Array(PageStyle.text.utf8)).base64)'; img-src data:; "
      + "base-uri 'none'; form-action 'none'",
  ]

  /// What stands there until a script has checked the page, and for good where none may run.
  private var verdict: HTML {
    .tag("header", ["id": "check", "class": "nothing", "role": "status"]) {
      HTML.tag("p", ["id": "verdict"]) { "Nothing was checked." }
      HTML.tag("p", ["id": "why"]) {
        "This page checks itself where scripts may run and the browser knows Ed25519. Until then "
        "it is a text that anybody may have changed: compare the file with SHA256SUMS, or run "
        "tally verify on its folder."
      }
      HTML.tag("ul", ["id": "faults"])
    }
  }

  private var machine: HTML {
    .tag("section", ["id": "machine", "aria-labelledby": "h-machine"]) {
      HTML.tag("h2", ["id": "h-machine"]) { "What is checked, byte for byte" }
      HTML.tag("details") {
        HTML.tag("summary") { "The signed notes and the key" }
        HTML.tag("p", ["id": "checkpoint", "class": "bytes"]) { HTML.text(checkpoint) }
        HTML.tag("p", ["id": "reports", "class": "bytes"]) { HTML.text(reportsNote) }
        HTML.tag("p", ["id": "vkey", "class": "bytes"]) { HTML.text(key) }
      }
      HTML.tag("details") {
        HTML.tag("summary", ["id": "count"]) { HTML.text(count) }
        HTML.tag("ol", ["id": "events"]) {
          for entry in entries { HTML.later { item(entry) } }
        }
      }
    }
  }

  private func item(_ entry: StoredEntry) -> HTML {
    .tag("li", ["id": "e\(entry.seq)"]) {
      HTML.tag("code") { HTML.text(String(decoding: entry.bytes, as: UTF8.self)) }
      if let proof = proofs[entry.seq] {
        HTML.tag("code", ["class": "proof"]) {
          HTML.text(proof.map(\.base64).joined(separator: " "))
        }
      }
    }
  }
}
