/// What stands around the part for people: the head, the verdict of the check, what is checked, and
/// the script that does it.
struct PageFrame {
  let key: VerifierKey
  let checkpoint: String
  let reportsNote: String
  let entries: [StoredEntry]
  let proofs: [Int: [Hash]]

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
          HTML.tag("script") { HTML.text(PageScript.text) }
        }
      },
    ])
  }

  private var head: HTML {
    .tag("head") {
      HTML.tag("meta", ["charset": "utf-8"])
      HTML.tag(
        "meta", ["http-equiv": "Content-Security-Policy", "content": PageFrame.contentPolicy])
      HTML.tag("meta", ["name": "referrer", "content": "no-referrer"])
      HTML.tag("meta", ["http-equiv": "x-dns-prefetch-control", "content": "off"])
      HTML.tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      HTML.tag("meta", ["name": "color-scheme", "content": "light dark"])
      HTML.tag("link", ["rel": "icon", "href": "data:,"])
      HTML.tag("title") { HTML.text("\(escaped(key.name.text)): who said what") }
      HTML.tag("style") { HTML.text(PageStyle.text) }
    }
  }

  /// Nothing may be loaded, and only this style and this script may run; the empty icon keeps a
  /// browser from asking a server for one.
  private static let contentPolicy =
    "default-src 'none'; script-src '\(source(PageScript.text))'; "
    + "style-src '\(source(PageStyle.text))'; img-src data:; base-uri 'none'; form-action 'none'"

  private static func source(_ text: String) -> String {
    "sha256-\(Hash.of(Array(text.utf8)).base64)"
  }

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
        HTML.tag("p", ["id": "vkey", "class": "bytes"]) { HTML.text(key.description) }
      }
      HTML.tag("details") {
        HTML.tag("summary") { HTML.text(entries.count.of("event")) }
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
