internal import Glibc
internal import Tallystick
internal import TransparencyLog

/// Asks a witness over HTTP, through the program `curl`: it knows TLS, names and proxies.
///
/// It follows nothing that the other side says, and takes so many bytes and so long and no more.
enum WitnessCall {
  /// What came of it.
  enum Outcome: Sendable {
    /// The witness answered.
    case answered(status: Int, contentType: String?, body: [UInt8])

    /// Its answer is longer than any can be.
    case endless

    /// It did not answer, for this reason.
    case silent(String)
  }

  /// Whether a witness can be reached there: over HTTP, with or without TLS.
  static func canReach(_ url: String) -> Bool {
    let isHTTP = url.hasPrefix("https://") || url.hasPrefix("http://")
    return isHTTP && url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  /// Sends a request to the witness at a URL, and waits for its answer for some seconds.
  ///
  /// - Throws: Where curl cannot be started.
  static func post(_ request: [UInt8], to url: String, within seconds: Int) throws -> Outcome {
    var base = url
    while base.hasSuffix("/") { base.removeLast() }
    let command =
      ["/bin/sh", "-c", limited, "sh"] + settings
      + ["--max-time", "\(max(seconds, 1))", "--url", "\(base)/add-checkpoint"]
    let given = try UnnamedFile(request)
    let body = try UnnamedFile()
    let told = try UnnamedFile()
    let status = try given.use { given in
      try body.use { body in
        try told.use { told in
          try Child.run(
            command, [(given, STDIN_FILENO), (body, STDOUT_FILENO), (told, STDERR_FILENO)],
            install: "A POSIX shell is needed.")
        }
      }
    }
    return try outcome(
      of: status, try told.bytes(limit: 1 << 20),
      Array(body.bytes(limit: 1 << 22).prefix(WitnessAnswer.maxByteCount + 1)), seconds)
  }

  /// The shell ends curl once it has written more than an answer may have, told or not.
  private static let limited = "ulimit -c 0; ulimit -f 2056 && exec curl \"$@\""

  private static let settings = [
    "-q", "--silent", "--globoff", "--proto", "=http,https", "--request", "POST",
    "--data-binary", "@-", "--header", "Content-Type: text/plain", "--header", "Expect:",
    "--write-out", "%{stderr}%{http_code} %{content_type}\n%{errormsg}",
  ]

  /// What it means that curl ended so, and what it told: the status and the type of the answer, and
  /// below them what went wrong.
  private static func outcome(
    of ending: Int32, _ told: [UInt8], _ body: [UInt8], _ seconds: Int
  ) throws -> Outcome {
    let lines = String(decoding: told, as: UTF8.self).split(
      separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    switch ending {
    case 0:
      let words = (lines.first ?? "").split(
        separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard let status = words.first.flatMap({ Int($0) }) else {
        return .silent("what it answered is no HTTP")
      }
      let type = words.count > 1 ? String(words[1]) : nil
      return body.count > WitnessAnswer.maxByteCount
        ? .endless : .answered(status: status, contentType: type, body: body)
    case 28: return .silent("it did not answer within \(seconds) s")
    case 127:
      throw Failure(
        "curl cannot be started, and witnesses are asked through it.",
        hint:
          "Install it (on Debian: apt-get install curl), or ask by files: `tally cosign request`.")
    default:
      // A limit of the size of files ends a program by a signal, or fails its write.
      if body.count > WitnessAnswer.maxByteCount { return .endless }
      let reason = lines.count > 1 ? String(lines[1].prefix(200)) : ""
      return .silent(reason.isEmpty ? "curl ended with the status \(ending)" : reason)
    }
  }
}
