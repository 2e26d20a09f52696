internal import ArgumentParser
internal import TallyReports
internal import Tallystick

struct MediaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "media",
    abstract: "Videos, photos and documents, unverified ones first.",
    discussion: """
      Rungs: mentioned, located, archived, provenance_known, place_or_time_checked, \
      place_and_time_checked, verified; or manipulated, recycled, synthetic, disputed. Nothing \
      climbs by itself: a rung above archived is somebody's assessment. Of some rows are the media \
      that are said to show something on them.

      Example:
        tally media --unverified
      """)

  @OptionGroup var options: ReportOptions

  @OptionGroup(title: "Which rows") var rows: RowOptions

  @Flag(help: "Only media that are not verified.")
  var unverified = false

  func run() throws {
    let report = try report()
    options.print(report, title: "Media") { lines($0.media) }
  }

  private func report() throws -> MediaReport {
    guard !rows.filter.isOpen else {
      return MediaReport(try options.outcome(.media), onlyUnverified: unverified)
    }
    let view = try options.view()
    return MediaReport(view, onlyUnverified: unverified).only(rows.filter, in: view)
  }

  private func lines(_ media: [MediaBoard.Line]) -> [String] {
    guard !media.isEmpty else { return ["No medium is in the cut."] }
    var table = TextTable([
      "medium", "kind", "rung", "verified", "when", "published by", "claims", "denied by",
      "events", "locator", "shows",
    ])
    for line in media {
      table.add([
        line.medium, line.kind, line.rung, line.isVerified ? "yes" : "no",
        Words.list(line.whens.map(\.text)), line.publishers.joined(separator: " "),
        Words.seqs(line.claims), Words.seqs(line.denials), Words.seqs(line.seqs),
        Words.list(line.locators), line.shows.joined(separator: "; "),
      ])
    }
    return table.lines()
  }
}
