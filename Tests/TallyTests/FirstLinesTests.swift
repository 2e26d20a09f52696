import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// The code with which the documentation of each library begins.
struct FirstLinesTests {
  /// The code on the page of Tallystick, and what it prints.
  private static func runTallystick(_ print: (String, String, Int64) -> Void) throws {
    // The page of Tallystick begins here.
    let today = try Day(parsing: "2025-06-13")
    let store = MemoryStore(origin: "example.org/record")
    let claim = try Claim(notation: "handover of 1212 remains of UA from RU to UA on 2025-06-11")
    let said = Content(
      type: "announcement", stated: try Stated(parsing: "2025-06-11"),
      body: [
        "speaker": "medinsky", "side": "RU", "attribution": "named", "claim": .object(claim.json),
      ])
    let appender = Appender(to: store, recorder: "me") { Instant(day: today) }
    _ = try appender.append([Draft(said)])
    var folding = Folding()
    try store.forEach(upTo: store.end().size) { try folding.take($0) }
    let view = View(folding.history, root: folding.root, at: Cut(today: today))
    for line in view.totals.lines {
      print(line.row.from ?? "", line.row.to ?? "", line.sender?.sum?.exact ?? 0)
    }
    // The page ends here.
  }

  /// The code on the page of TallyReports, and what it prints.
  private static func runTallyReports(_ print: (String) -> Void) throws {
    // The page of TallyReports begins here.
    let today = try Day(parsing: "2025-06-13")
    let store = MemoryStore(origin: "example.org/record")
    let claim = try Claim(notation: "handover of 1212 remains of UA from RU to UA on 2025-06-11")
    let said = Content(
      type: "announcement", stated: try Stated(parsing: "2025-06-11"),
      body: [
        "speaker": "medinsky", "side": "RU", "attribution": "named", "claim": .object(claim.json),
      ])
    let appender = Appender(to: store, recorder: "me") { Instant(day: today) }
    _ = try appender.append([Draft(said)])
    var folding = Folding()
    try store.forEach(upTo: store.end().size) { entry in
      try folding.take(entry)
      let event = try Event(decoding: entry.bytes)
      print("#\(event.seq) \(event.voice): \(event.summary)")
    }
    let view = View(folding.history, root: folding.root, at: Cut(today: today))
    let csv = TotalsReport(view).bytes(as: .csv)
    print(String(decoding: csv.prefix(12), as: UTF8.self))
    // The page ends here.
  }

  /// The code on the page of TransparencyLog, and what it prints.
  private static func runTransparencyLog(_ print: (String) -> Void) throws {
    // The page of TransparencyLog begins here.
    let key = try SignerKey(
      name: KeyName("example.org/log"), seed: [UInt8](repeating: 7, count: 32))
    let origin = try Origin("example.org/log")
    var log = MemoryTree()
    for entry in ["one", "two", "three"] { log.append(leafHash: Hash.leaf(of: Array(entry.utf8))) }
    let root = try MerkleTree.root(ofSize: log.size, from: log)
    let head = try Checkpoint(origin: origin, size: log.size, root: root).sign(with: key)
    let proof = try InclusionProof.prove(index: 1, size: log.size, from: log)
    let file = try TlogProof(index: 1, hashes: proof.hashes, checkpoint: head.note)
    // Somebody else, who has the file, the entry, and the key by another way:
    let read = try TlogProof(parsing: file.bytes)
    let signed = try read.check(leafHash: Hash.leaf(of: Array("two".utf8)), with: key.verifier)
    print("\(signed.checkpoint.origin) holds it, in \(signed.checkpoint.size) entries")
    // The page ends here.
  }

  private static func printed(by library: String) throws -> [String] {
    var printed: [String] = []
    switch library {
    case "Tallystick": try runTallystick { printed.append("\($0) \($1) \($2)") }
    case "TallyReports": try runTallyReports { printed.append($0) }
    default: try runTransparencyLog { printed.append($0) }
    }
    return printed
  }

  /// The lines of this file that the page of a library has.
  private static func linesHere(of library: String) throws -> [String] {
    let lines = try String(contentsOfFile: #filePath, encoding: .utf8).separateLines
    return lines.drop { $0 != "    // The page of \(library) begins here." }.dropFirst()
      .prefix { $0 != "    // The page ends here." }.map { String($0.dropFirst(4)) }
  }

  /// The first block of code on the page of a library.
  private static func linesOfPage(of library: String) throws -> [String] {
    let path = "\(Project.root)/Sources/\(library)/Documentation.docc/Documentation.md"
    let lines = try String(contentsOfFile: path, encoding: .utf8).separateLines
    #expect(lines.firstIndex(of: "```swift").map { $0 < 10 } == true, "it begins the page")
    return Array(lines.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" })
  }

  @Test(arguments: [
    ("Tallystick", ["RU UA 1212"]),
    (
      "TallyReports",
      ["#1 medinsky: handover of 1212 remains of UA from RU to UA on 2025-06-11", "what,from,to"]
    ),
    ("TransparencyLog", ["example.org/log holds it, in 3 entries"]),
  ])
  func `the first page of a library begins with code that compiles and works`(
    library: String, output: [String]
  ) throws {
    #expect(try FirstLinesTests.printed(by: library) == output)
    let here = try FirstLinesTests.linesHere(of: library)
    #expect(here.count >= 10)
    #expect(
      try FirstLinesTests.linesOfPage(of: library).drop { $0.hasPrefix("import ") } == [""] + here)
  }

  @Test(arguments: ["Tallystick", "TallyReports", "TransparencyLog"])
  func `it compiles for those who have no more than what is public`(library: String) throws {
    try TemporaryFolder.use { folder in
      let lines = try FirstLinesTests.linesOfPage(of: library) + [""]
      try folder.write(Data(lines.joined(separator: "\n").utf8), to: "main.swift")
      let built = Program.folder
      var environment = folder.environment
      environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
      let ending = try Program(
        [
          "swiftc", "-typecheck", "-swift-version", "6", "-warnings-as-errors", "-I",
          "\(built)/Modules", "-Xcc",
          "-fmodule-map-file=\(built)/CLibcrypto.build/module.modulemap", "main.swift",
        ], in: folder.work, environment: environment
      ).ending()
      #expect(ending.status == 0, "\(ending.errors)")
    }
  }
}
