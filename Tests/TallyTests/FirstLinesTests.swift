import Foundation
import Tallystick
import Testing

/// The code with which the documentation of the library begins.
struct FirstLinesTests {
  /// The code on the page, and what it prints.
  private static func run(_ print: (String, String, Int64) -> Void) throws {
    // The page begins here.
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
      print(line.row.from ?? "", line.row.to ?? "", line.sender?.bounds?.exact ?? 0)
    }
    // The page ends here.
  }

  /// The lines of this file that the page has.
  private static func linesHere() throws -> [String] {
    let lines = try String(contentsOfFile: #filePath, encoding: .utf8).separateLines
    return lines.drop { $0 != "    // The page begins here." }.dropFirst()
      .prefix { $0 != "    // The page ends here." }.map { String($0.dropFirst(4)) }
  }

  /// The first block of code on the page.
  private static func linesOfPage() throws -> [String] {
    let path = "\(Project.root)/Sources/Tallystick/Documentation.docc/Documentation.md"
    let lines = try String(contentsOfFile: path, encoding: .utf8).separateLines
    #expect(lines.firstIndex(of: "```swift").map { $0 < 10 } == true, "it begins the page")
    return Array(lines.drop { $0 != "```swift" }.dropFirst().prefix { $0 != "```" })
  }

  @Test func `the first page of the library begins with code that compiles and works`() throws {
    var printed: [String] = []
    try FirstLinesTests.run { printed.append("\($0) \($1) \($2)") }
    #expect(printed == ["RU UA 1212"])
    let here = try FirstLinesTests.linesHere()
    #expect(here.count >= 10)
    #expect(try FirstLinesTests.linesOfPage() == ["import Tallystick", ""] + here)
  }

  @Test func `it compiles for those who have no more than what is public`() throws {
    try TemporaryFolder.use { folder in
      let lines = try FirstLinesTests.linesOfPage() + [""]
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
