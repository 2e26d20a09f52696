import Foundation
import Testing

/// The manual pages, which `tools/man` makes of the help.
struct ManualPageTests {
  /// The folder with the pages of this program, as text by name.
  private static let pages: [String: String] = {
    let made = try? TemporaryFolder.use { folder in
      let ending = try folder.shell(
        "SOURCE_DATE_EPOCH=1750000000 '\(Project.root)/tools/man' \"$(command -v tally)\" man1"
          + " && MANPATH=$PWD mandoc -Tlint man1/*.1 > lint 2> lint-errors; ls lint man1/*.1")
      guard ending.status == 0 else { return ["failed": ending.output] }
      var pages: [String: String] = [:]
      for path in ending.lines {
        pages[path] = try String(contentsOfFile: "\(folder.work)/\(path)", encoding: .utf8)
      }
      return pages
    }
    return made ?? [:]
  }()

  private static let names = pages.keys.filter { $0.hasSuffix(".1") }.sorted()

  @Test func `every command has a page, and every page a command`() throws {
    #expect(ManualPageTests.pages["failed"] == nil)
    try TemporaryFolder.use { folder in
      let help = try folder.tally("--experimental-dump-help")
      let dump = try JSONDecoder().decode(Dump.self, from: Data(help.output.utf8))
      let commands = dump.command.pages(below: []).filter { $0 != "tally-help" }
      #expect(commands.count >= 40)
      #expect(ManualPageTests.names == commands.map { "man1/\($0).1" }.sorted())
    }
  }

  @Test func `mandoc finds nothing to mend in them`() throws {
    let lint = try #require(ManualPageTests.pages["lint"])
    // Pages of other packages may not be installed; those of our own are looked for below.
    let found = lint.separateLines.filter {
      !$0.isEmpty && !$0.contains("STYLE: referenced manual not found")
    }
    #expect(found == [])
  }

  @Test(arguments: names)
  func `a page has its sections, in the usual order`(name: String) throws {
    let lines = try #require(ManualPageTests.pages[name]).separateLines
    let sections = lines.filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
    let usual = [
      "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "ENVIRONMENT", "FILES",
      "EXIT STATUS", "EXAMPLES", "SEE ALSO",
    ]
    #expect(sections == usual.filter(sections.contains))
    let always = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES"]
    #expect(Set(always + ["SEE ALSO"]).isSubset(of: sections))
    #expect(Set([".It 0", ".It 1", ".It 64"]).isSubset(of: lines))
    #expect(!lines.dropLast().contains(""))
  }

  @Test(arguments: names)
  func `the pages of ours that a page names are there`(name: String) throws {
    let page = try #require(ManualPageTests.pages[name])
    let named = page.matches(of: /\.(?:It )?Xr (tally[a-z-]*) 1/).map { "man1/\($0.1).1" }
    #expect(!named.isEmpty)
    #expect(named.filter { !ManualPageTests.names.contains($0) } == [])
  }

  @Test func `verify and check tell their own statuses`() throws {
    let verify = try #require(ManualPageTests.pages["man1/tally-verify.1"])
    #expect(verify.contains(".It 2\nNot whole.\n"))
    let third =
      ".It 3\nWhole, but under a key that nobody vouched for, or given by\n"
      + "\\-\\-vkey and no checkpoint of that key covers an event, or\nwith figures that were made "
      + "under other rules and not\nrecomputed.\n"
    #expect(verify.contains(third))
    #expect(ManualPageTests.pages["man1/tally-check.1"]?.contains(".It 2\n") == true)
    #expect(ManualPageTests.pages["man1/tally-totals.1"]?.contains(".It 2\n") == false)
  }

  @Test func `every variable that the program reads is in the manual`() throws {
    let folder = "\(Project.root)/Sources/tally"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    let sources = try files.map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    let read = Set(
      sources.flatMap { $0.matches(of: /Environment\["([A-Z_]+)"\]/).map { String($0.1) } })
    #expect(read.count >= 4)
    let page = try #require(ManualPageTests.pages["man1/tally.1"])
    let told = Set(page.matches(of: /\.It Ev \\&([A-Z_]+)\n/).map { String($0.1) })
    #expect(read.union(["TZ"]) == told)  // which the C library reads
  }
}

/// What `--experimental-dump-help` prints, as far as it is looked at.
struct Dump: Decodable {
  struct Command: Decodable {
    let commandName: String
    let discussion: String?
    let shouldDisplay: Bool
    let subcommands: [Command]?

    /// The names of its page and of those below.
    func pages(below path: [String]) -> [String] {
      guard shouldDisplay else { return [] }
      let own = path + [commandName]
      return [own.joined(separator: "-")] + (subcommands ?? []).flatMap { $0.pages(below: own) }
    }

    /// The command and all below it, each with its name.
    func all(below path: [String] = []) -> [(name: String, command: Command)] {
      let own = path + [commandName]
      let below = (subcommands ?? []).flatMap { $0.all(below: own) }
      return [(own.joined(separator: " "), self)] + below
    }
  }

  let command: Command
}
