internal import Glibc
internal import Tallystick

/// The program `openssl`, which checks what time-stamping authorities sign (RFC 3161).
enum OpenSSL {
  /// What an answer says of itself; nothing vouches for it.
  struct Told {
    /// When, as openssl prints it: `Jun 14 10:00:00 2025 GMT`.
    let time: String

    /// The same in seconds since 1970; nil where it cannot be read.
    let seconds: Int64?

    /// The name of the authority, where it gives one.
    let authority: String?
  }

  /// Reads an answer; nil where it is none, or the authority refused.
  static func read(_ answer: [UInt8]) throws -> Told? {
    let (status, output) = try run(["ts", "-reply", "-in", "/dev/fd/3", "-text"], [answer])
    guard status == 0 else { return nil }
    var values: [String: String] = [:]
    for line in output.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      values[String(line[..<colon])] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    guard let state = values["Status"], state.hasPrefix("Granted"), let time = values["Time stamp"]
    else { return nil }
    let authority = values["TSA"].flatMap { $0.isEmpty || $0 == "unspecified" ? nil : $0 }
    return Told(time: time, seconds: seconds(time), authority: authority)
  }

  /// Whether one of some authorities signed an answer over a text, by their certificates; where a
  /// certificate has run out since, at the time that is told.
  static func verify(
    _ answer: [UInt8], over text: [UInt8], authority: [UInt8], chain: [UInt8]?, at told: Int64?
  ) throws -> Bool {
    var command = ["ts", "-verify", "-data", "/dev/fd/3", "-in", "/dev/fd/4"]
    command += ["-CAfile", "/dev/fd/5"]
    var files = [text, answer, authority]
    if let chain {
      command += ["-untrusted", "/dev/fd/6"]
      files.append(chain)
    }
    if try run(command, files).status == 0 { return true }
    guard let told else { return false }
    return try run(command + ["-attime", "\(told)"], files).status == 0
  }

  /// Runs openssl; its files are handed over as open descriptors from 3 on.
  private static func run(
    _ arguments: [String], _ files: [[UInt8]]
  ) throws -> (status: Int32, output: String) {
    let output = try UnnamedFile()
    let errors = try UnnamedFile()
    let status = try output.use { output in
      try errors.use { errors in
        try UnnamedFile.with([[]] + files) { given in
          var handed = [
            (given[0], STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO),
          ]
          for (place, file) in given.dropFirst().enumerated() {
            handed.append((file, 3 + CInt(place)))
          }
          return try Child.run(
            ["openssl"] + arguments, handed,
            install: "Install OpenSSL (on Debian: apt-get install openssl).")
        }
      }
    }
    return (status, String(decoding: try output.bytes(limit: 1 << 20), as: UTF8.self))
  }

  /// The seconds since 1970 of a time as openssl prints it, `Jun 14 10:00:00.25 2025 GMT`.
  private static func seconds(_ text: String) -> Int64? {
    let words = text.split(separator: " ")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard words.count == 5, words[4] == "GMT", let month = months.firstIndex(of: String(words[0])),
      let dayOfMonth = Int(words[1]), let year = Int(words[3]),
      let day = Day(year: year, month: month + 1, day: dayOfMonth)
    else { return nil }
    let clock = words[2].split(separator: ":").compactMap { Int64($0.prefix { $0 != "." }) }
    guard clock.count == 3 else { return nil }
    return Instant(day: day).microseconds / 1_000_000 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }
}
