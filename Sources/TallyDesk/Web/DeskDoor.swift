internal import Tallystick
internal import TransparencyLog

/// Who may come in to the desk: the browser that opened the address that the terminal printed, and no
/// page of anybody else.
///
/// - The token in that address opens once. It gives a folder of the desk that nobody can guess, and a
///   cookie that a browser sends to that folder alone and with no request that another site begins.
/// - A request must name this very address as its host, so that a name that was pointed here (DNS
///   rebinding) opens nothing.
/// - What changes something must come from a page of this desk by the browser's own word (`Origin`,
///   and `Sec-Fetch-Site` where it is given), so that a page of another site, or of another port of
///   this machine, can post nothing; a request without that word is refused.
package struct DeskDoor: Sendable {
  /// What a request is.
  package enum Verdict: Sendable {
    /// It is answered with this, and does nothing.
    case answered(DeskAnswer)
    /// The page is asked for.
    case page
    /// A form was sent.
    case form(DeskForm)
  }

  /// The bytes that each secret is made of.
  package static let secretSize = 32

  private static let cookie = "tally-desk"

  /// Where the desk is, as `127.0.0.1:4321`.
  private let authority: String

  private let token: String
  private let folder: String
  private let secret: String
  private var isSpent = false

  /// Creates a door from what is drawn for its token, its folder and its cookie.
  package init(authority: String, token: [UInt8], folder: [UInt8], secret: [UInt8]) {
    self.authority = authority
    self.token = token.lowerHex
    self.folder = folder.lowerHex
    self.secret = secret.lowerHex
  }

  /// The address that opens the desk, once.
  package var address: String { "http://\(authority)/open/\(token)" }

  /// The path of the desk's only page.
  private var home: String { "/\(folder)/" }

  /// Leads a browser to the page, once what its form asked for is done.
  package var toPage: DeskAnswer { DeskAnswer(303, more: [("Location", home)]) }

  /// Looks at a request.
  package mutating func look(at request: DeskRequest) -> Verdict {
    guard request.value("host") == authority else {
      return refuse(421, "This is not the address of the desk.")
    }
    guard ["GET", "HEAD", "POST"].contains(request.method) else {
      return refuse(405, "The desk takes GET and POST.", [("Allow", "GET, HEAD, POST")])
    }
    if request.target.hasPrefix("/open/") { return open(request) }
    guard isSame(request.target, home) else { return refuse(404, "There is nothing here.") }
    guard isKnown(request) else {
      return .answered(DeskAnswer(403, html: DeskPage.stranger(at: home)))
    }
    guard request.method == "POST" else { return .page }
    guard request.value("origin") == "http://\(authority)",
      request.values("sec-fetch-site").allSatisfy({ $0 == "same-origin" })
    else {
      return refuse(403, "This was not sent by a page of the desk. Nothing was done.")
    }
    guard
      request.value("content-type")?.lowercased().hasPrefix("application/x-www-form-urlencoded")
        == true
    else { return refuse(415, "The desk takes forms. Nothing was done.") }
    guard let form = DeskForm(request.body) else {
      return refuse(400, "This form cannot be read. Nothing was done.")
    }
    return .form(form)
  }

  private func isKnown(_ request: DeskRequest) -> Bool {
    request.values("cookie").flatMap { $0.split(separator: ";") }.contains { cookie in
      isSame(String(cookie.drop { $0 == " " }), "\(DeskDoor.cookie)=\(secret)")
    }
  }

  private mutating func open(_ request: DeskRequest) -> Verdict {
    guard request.method == "GET",
      isSame(String(request.target.dropFirst("/open/".count)), token)
    else { return refuse(403, "This address opens nothing.") }
    guard !isSpent else {
      return refuse(
        403, "This address was opened before: it opens once. End the desk and begin it again.")
    }
    isSpent = true
    return .answered(
      DeskAnswer(
        303,
        more: [
          ("Location", home),
          ("Set-Cookie", "\(DeskDoor.cookie)=\(secret); Path=\(home); HttpOnly; SameSite=Strict"),
        ]))
  }

  private func refuse(
    _ status: Int, _ words: String, _ more: [(name: String, value: String)] = []
  ) -> Verdict {
    .answered(DeskAnswer(status, html: DeskPage.notice(words), more: more))
  }

  /// Whether two texts are equal, in a time that does not tell where they differ.
  private func isSame(_ one: String, _ other: String) -> Bool {
    let (left, right) = (Array(one.utf8), Array(other.utf8))
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (first, second) in zip(left, right) { difference |= first ^ second }
    return difference == 0
  }
}
