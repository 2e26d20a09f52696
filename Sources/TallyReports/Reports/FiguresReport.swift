public import Tallystick

/// The figures of reports with their addresses, as a report.
public struct FiguresReport: Report {
  /// The cut that it resolved to.
  public let cut: ResolvedCut

  /// The figures.
  public let figures: [Figure]

  /// Makes the report of the figures of a view whose addresses begin with a text.
  public init(_ view: View, beginning text: String) {
    cut = view.cut
    figures = Figure.beginning(with: text, in: view)
  }

  /// The rows.
  public var fields: JSONObject {
    [
      "rows": .array(
        figures.map { figure in
          [
            "figure": .string(figure.address), "value": figure.value,
            "events": .seqs(figure.seqs),
          ]
        })
    ]
  }

  /// One row for each figure.
  public var table: Table {
    var table = Table(["figure", "value", "events"])
    for figure in figures {
      table.add([
        .text(figure.address),
        .text(String(decoding: CanonicalJSON.bytes(figure.value), as: UTF8.self)),
        .seqs(figure.seqs),
      ])
    }
    return table
  }
}
