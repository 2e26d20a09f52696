import Foundation
import TransparencyLog

/// System calls of a program, seen and failed by strace(1).
struct Strace {
  /// Whether it is there and may trace.
  static let isThere: Bool = {
    let ending = try? TemporaryFolder.use { folder in
      try folder.shell("strace -qq -o /dev/null -e trace=write true")
    }
    return ending?.status == 0
  }()

  /// Why tests that need it are skipped.
  static let missing = "strace is not installed, or may not trace here"

  /// The calls that change files, make them durable, or lock them.
  static let calls = [
    "openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2",
    "mkdir", "mkdirat", "unlink", "fchmod", "fchmodat", "flock",
  ]

  /// One call: its name, and what stands between its brackets and after them, with the paths of
  /// descriptors.
  struct Call {
    let name: String
    let text: String

    /// Which of the calls of this name it is, from 1.
    let number: Int

    /// Whether it did what it was to do.
    var isWell: Bool {
      !text.contains(" = -1 ") && !text.hasSuffix(" = ?")
    }

    /// The path of its first descriptor.
    var path: String? {
      guard let start = text.utf8.firstIndex(of: UInt8(ascii: "<")),
        let end = text.utf8.firstIndex(of: UInt8(ascii: ">")), start < end
      else { return nil }
      return String(text[text.index(after: start)..<end])
    }

    /// The texts in its quotes.
    var quoted: [String] {
      text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
  }

  let folder: TemporaryFolder

  /// A path as the kernel tells it: that of a temporary folder may have two slashes in a row.
  static func plain(_ path: String) -> String { path.replacing("//", with: "/") }

  /// Runs `tally` with some arguments, and returns its calls in order.
  func calls(_ arguments: String, with settings: String = "") throws -> (Ending, [Call]) {
    let names = Strace.calls.joined(separator: ",")
    let ending = try folder.shell(
      "\(settings) strace -y -qq -s 400 -o ../trace -e trace=\(names) tally \(arguments)")
    let trace = try String(contentsOfFile: folder.path + "/trace", encoding: .utf8)
    var numbers: [String: Int] = [:]
    let calls = trace.separateLines.compactMap { line -> Call? in
      guard let name = line.split(separator: "(").first.map(String.init),
        Strace.calls.contains(name)
      else { return nil }
      numbers[name, default: 0] += 1
      return Call(
        name: name, text: Strace.plain(String(line.dropFirst(name.utf8.count))),
        number: numbers[name] ?? 0)
    }
    return (ending, calls)
  }

  /// Runs `tally` with some arguments, of whose calls one fails, or ends it.
  func run(_ arguments: String, with settings: String = "", failing call: Call, _ how: String)
    throws -> Ending
  {
    try folder.shell(
      "\(settings) strace -qq -o /dev/null -e trace=\(call.name) "
        + "-e inject=\(call.name):\(how):when=\(call.number) tally \(arguments)")
  }
}
