import Foundation
import Testing

/// What the program asks of a machine.
struct ShippedProgramTests {
  /// The names of the libraries that it loads.
  private static let libraries: [String] = {
    let ending = try? TemporaryFolder.use { try $0.shell("ldd \(Program.folder)/tally") }
    return (ending?.lines ?? []).compactMap { line in
      line.split { $0 == " " || $0 == "\t" }.first?.split(separator: "/").last.map(String.init)
    }
  }()

  /// Whether the Swift runtime is in it, as in what ships; `tools/package` takes no other.
  private static let isWhole = !libraries.contains { $0.hasPrefix("libswift") }

  @Test func `the program loads libraries`() {
    #expect(ShippedProgramTests.libraries.contains { $0.hasPrefix("libsqlite3.so") })
    #expect(ShippedProgramTests.libraries.contains { $0.hasPrefix("libcrypto.so") })
  }

  @Test(.enabled(if: isWhole, "this build has the Swift runtime beside it"))
  func `it loads nothing but SQLite, libcrypto and the C and C++ libraries`() {
    let known = [
      "linux-vdso.so.1", "libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6",
      "libsqlite3.so.0", "libcrypto.so.3",
    ]
    let others = ShippedProgramTests.libraries.filter {
      !known.contains($0) && !$0.hasPrefix("ld-linux")
    }
    #expect(others == [])
  }

  @Test(.enabled(if: isWhole, "this build has the Swift runtime beside it"))
  func `it holds no data of ICU`() throws {
    let ending = try TemporaryFolder.use {
      try $0.shell("LC_ALL=C grep -c -a icudt \(Program.folder)/tally")
    }
    #expect(ending.lines == ["0"])
  }

  /// One such import anywhere puts 34 MB of ICU into the program; FoundationEssentials does not.
  @Test func `nothing that ships imports Foundation`() throws {
    let folder = "\(Project.root)/Sources"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 200)
    let found = try files.filter { file in
      try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).separateLines
        .contains { line in
          line.prefixMatch(of: /[@a-z_ ]*import ([a-z]+ )?Foundation($|[.;\s])/) != nil
        }
    }
    #expect(found == [])
  }
}
