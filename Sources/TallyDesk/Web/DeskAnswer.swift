/// What the desk answers.
package struct DeskAnswer: Sendable {
  /// The status.
  package let status: Int

  /// The header fields.
  package let headers: [(name: String, value: String)]

  /// The body: a page, or nothing.
  package let body: [UInt8]

  /// Creates an answer that nothing may frame, keep, or take for another kind of file.
  init(_ status: Int, html: [UInt8] = [], more: [(name: String, value: String)] = []) {
    self.status = status
    headers =
      [
        ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
        ("Content-Security-Policy", DeskAnswer.policy), ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
      ] + more
    body = html
  }

  /// No script and no other host; a style of its own, and forms that go back to the desk.
  private static let policy =
    "default-src 'none'; style-src 'sha256-\(DeskStyle.digest)'; img-src data:; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  /// A page of one sentence.
  package static func notice(_ status: Int, _ words: String) -> DeskAnswer {
    DeskAnswer(status, html: DeskPage.notice(words))
  }

  /// The page of the desk.
  package static func page(_ view: DeskView) -> DeskAnswer {
    DeskAnswer(200, html: DeskPage(view).html)
  }
}
