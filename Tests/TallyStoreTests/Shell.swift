import Foundation
import Testing

/// The `sqlite3` program, as anybody may turn it on a record.
enum Shell {
  /// What a run said.
  struct Answer {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs `sql` on the file at `path`.
  @discardableResult
  static func run(_ path: String, _ sql: String) throws -> Answer {
    let process = Process()
    let output = Pipe()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", path, sql]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Answer(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaint, as: UTF8.self))
  }

  /// Runs `sql` on the file at `path`, and fails the test where the program refuses it.
  static func must(_ path: String, _ sql: String) throws {
    let answer = try run(path, sql)
    try #require(answer.status == 0, "\(answer.errors)")
  }

  /// Runs `sql` and stays, with its locks and its transaction, until it is killed.
  ///
  /// It waits for others, as a COMMIT does that meets a store which looks whether it may begin.
  static func hold(_ path: String, _ sql: String) throws -> Process {
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", "-bail", path]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let lines = ".timeout 60000\n\(sql);\nSELECT 'ready';\n"
    try input.fileHandleForWriting.write(contentsOf: Data(lines.utf8))
    var said = ""
    while !said.contains("ready") {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty, "sqlite3 refused: \(sql)")
      said += String(decoding: data, as: UTF8.self)
    }
    return process
  }
}

extension Process {
  /// Ends the program at once, and waits for its end.
  func kill() {
    Glibc.kill(processIdentifier, SIGKILL)
    waitUntilExit()
  }
}
