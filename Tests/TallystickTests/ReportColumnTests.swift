import Testing

@testable import TallyReports
@testable import Tallystick

/// Whoever reads a report as CSV finds each of its columns in the manual.
struct ReportColumnTests {
  private static let sides = ["sender", "receiver", "others", "outlets"]

  /// The names of columns that the manual tells of, by the reports of their line of the table.
  private static func told() throws -> [(names: Set<String>, reports: String)] {
    let page = try ProjectFile.text("Sources/Tallystick/Documentation.docc/Exporting.md")
    let lines = page.split(separator: "\n").drop { $0 != "## Reports as CSV" }
    return lines.filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.split(separator: "|").map(String.init)
      let names = cells[0].split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
        .map { String($0.element) }
      let all = names.flatMap { name in
        name.hasPrefix("SIDE_") ? sides.map { $0 + name.dropFirst("SIDE".count) } : [name]
      }
      return (Set(all), cells[1])
    }
  }

  @Test(arguments: SnapshotReports.allCases)
  func `every column of a report is in the table of the manual`(report: SnapshotReports) throws {
    let columns = report.report(of: try Ledger().view()).table.columns
    #expect(columns.count > 8)
    let told = try ReportColumnTests.told().filter { line in
      line.reports.contains(report.rawValue) || line.reports.contains(" all ")
        || line.reports.contains("all but")
    }
    for column in columns {
      #expect(told.contains { $0.names.contains(column) }, "\(column)")
    }
  }
}
