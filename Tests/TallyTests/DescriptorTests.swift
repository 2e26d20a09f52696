import Foundation
import Testing

/// How the program holds open files.
struct DescriptorTests {
  /// A type that closes a number when it ends, and lets the number out, works until it is optimised.
  ///
  /// One type does so, and lets no number out.
  @Test func `only a Descriptor closes a file by its end`() throws {
    let folder = Project.root + "/Sources/tally"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 50)
    let closing = try files.filter { file in
      try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        .contains(/deinit \{[^}]*close\(/)
    }
    #expect(closing == ["Descriptor.swift"])
    let text = try String(contentsOfFile: "\(folder)/Descriptor.swift", encoding: .utf8)
    #expect(text.contains("private let number: CInt") && text.contains("extendLifetime(self)"))
  }
}
