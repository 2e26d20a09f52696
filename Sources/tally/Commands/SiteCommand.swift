internal import ArgumentParser
internal import Glibc
internal import TallyReports
internal import TallySQLite
internal import TallySite
internal import Tallystick
internal import TransparencyLog

struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Write the public site of a record as files that any web server can serve.",
    discussion: """
      The folder holds a page for every report, row, event, source, agreement, medium and \
      contradiction, of now and of each day on which something was said; the reports as JSON and \
      CSV; feeds; and the log itself as C2SP tlog-tiles. It shows what the last checkpoint covers. \
      Run again, it writes only what changed, and the checkpoint last.

      Example:
        tally checkpoint
        tally site public --exec-after 'tar -czf public.tar.gz public'
        tally site public-uk --lang uk
      """)

  @Argument(
    help: ArgumentHelp("The folder, new or of an earlier run.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @OptionGroup var record: RecordOptions

  @Option(help: ArgumentHelp("The language of the frame.", valueName: "en|uk|ru"))
  var lang: SiteLanguage = .en

  @Option(
    help: ArgumentHelp(
      "Where the site will stand, for feeds, such as https://example.org/record/.",
      valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "How many days have pages of their own, the last ones.",
      discussion: "Else 500, or as many as come to 50,000 files.", valueName: "number"))
  var days: Int?

  @Option(
    help: ArgumentHelp(
      "A command for the shell, run once all is written; TALLY_SITE names the folder.",
      valueName: "command"))
  var execAfter: String?

  func validate() throws {
    if let baseURL, !SiteCommand.isAddress(baseURL) {
      throw ValidationError("--base-url: give an address that begins with https:// or http://.")
    }
    if let days, days < 0 { throw ValidationError("--days: give a number from 0.") }
  }

  /// Whether a text is an address of the web without anything that could end an attribute.
  static func isAddress(_ text: String) -> Bool {
    let isWeb = ["https://", "http://"].contains {
      text.hasPrefix($0) && text.utf8.count > $0.utf8.count
    }
    return isWeb && text.utf8.count <= 2000
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}".utf8.contains($0) }
  }

  func run() throws {
    let store = try record.openForReading()
    let site = Site(lang.language, base: baseURL, version: VersionText.build)
    let done = try SitePublishing(store: store, site: site, mostDays: days).write(to: folder)
    if let execAfter { try run(execAfter) }
    let files = "\(grouped(Int64(done.files))) files"
    let changed = "\(grouped(Int64(done.written))) written, \(grouped(Int64(done.removed))) removed"
    var output = StandardOutput()
    output.write(
      "Wrote \(escaped(folder)): \(files) of \(grouped(Int64(done.size))) events; \(changed).\n")
    output.flush()
  }

  /// Runs a command of the shell to its end.
  private func run(_ command: String) throws {
    setenv("TALLY_SITE", folder, 1)
    let words = ["/bin/sh", "-c", command]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for text in arguments { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", nil, nil, &arguments, environ)
    guard code == 0 else {
      throw Failure("The shell cannot be started: \(String(cString: strerror(code))).")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else {
      throw Failure(
        "The site is written, but the command of --exec-after failed.",
        hint: "See what it says above, and run it again by itself.")
    }
  }
}

/// A language of the frame, as the command line has it.
enum SiteLanguage: String, ExpressibleByArgument, CaseIterable {
  case en, uk, ru

  var language: Frame.Language {
    switch self {
    case .en: .en
    case .uk: .uk
    case .ru: .ru
    }
  }
}
