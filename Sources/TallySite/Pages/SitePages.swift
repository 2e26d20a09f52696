import TallyReports
import Tallystick
internal import TransparencyLog

/// The pages of a server that are of no record alone.
extension Site {
  /// The records that a server has.
  package func list(of names: [String]) -> SiteAnswer {
    plain(
      200, words(.records),
      [
        .tag("ul") {
          for name in names {
            HTML.tag("li") { HTML.tag("a", ["href": "\(name)/"]) { HTML.data(name) } }
          }
        }
      ])
  }

  /// The page for a record that a server does not have.
  package func noRecord(_ name: String, of names: [String]) -> SiteAnswer {
    let near = Spelling.nearest(to: String(name.prefix(64)), among: names)
    let target = near.map { "/\($0)/" } ?? "/"
    return plain(
      404, words(.notFound),
      [
        .tag("p") { words.html(.notFoundWords, .data(String(name.prefix(200)))) },
        .tag("p") { words.html(.nearest, .tag("a", ["href": target]) { HTML.data(target) }) },
      ])
  }

  /// The form by which a browser gives a token, so many folders deep, and that leads to `page` then; a
  /// status of 403 says that the one given was wrong.
  package func login(from page: String, depth: Int, status: Int) -> SiteAnswer {
    plain(
      status, words(.loginTitle),
      [
        .tag("p") { HTML.text(words(status == 403 ? .loginWrong : .loginWords)) },
        .tag(
          "form",
          ["method": "post", "action": String(repeating: "../", count: depth) + "login"]
        ) {
          HTML.tag("p") {
            HTML.tag("label", ["for": "token"]) { HTML.text(words(.loginToken)) }
            " "
            HTML.tag(
              "input",
              [
                "type": "password", "id": "token", "name": "token", "required": "",
                "autocomplete": "current-password",
              ])
          }
          if Site.isPlainPath(page) {
            HTML.tag("input", ["type": "hidden", "name": "page", "value": page])
          }
          HTML.tag("p") { HTML.tag("button", ["type": "submit"]) { HTML.text(words(.show)) } }
        },
      ])
  }

  /// Whether a text is the path of a site and nothing else: it leads to no other host.
  package static func isPlainPath(_ text: String) -> Bool {
    !text.hasPrefix("/") && text.utf8.count <= 500 && !text.contains("//")
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "-._/".utf8.contains(byte)
      }
  }
}
