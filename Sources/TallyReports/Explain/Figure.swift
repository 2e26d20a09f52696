public import Tallystick

/// One figure of a report, with the address under which it can be asked for.
///
/// An address is the report, what tells the row from all others, and the figure, separated by
/// colons. A part that nobody says is `.`; a hyphen within a party is written `_`; of several rows
/// with one address the second ends in `=2`, the third in `=3`, and so of several figures of one row.
///
/// | report | address |
/// |---|---|
/// | totals | `totals:WHAT:FROM-TO:WHOSE:FIGURE`, `totals:WHAT:FROM-TO:WHOSE:zero:EVENT`, `totals:WHAT:FROM-TO:WHOSE:denied:EVENT`, `totals:both_ways:EVENT`, `totals:not_placed:EVENT` |
/// | handovers | `handovers:WHAT:FROM-TO:WHOSE:WHEN:FIGURE` |
/// | timeline | `timeline:WHAT:FROM-TO:WHOSE:WHEN:FIGURE` |
/// | obligations | `obligations:AGREEMENT:READERS:DEBTOR-CREDITOR:WHAT:WHOSE:FIGURE` |
/// | contradictions | `contradictions:KIND:EVENT:EVENT:FIGURE` |
/// | media | `media:MEDIUM:FIGURE` |
/// | sources | `sources:SOURCE:FIGURE` |
/// | silences | `silences:EVENT` |
/// | roots | `roots:EVENT` |
/// | statements | `statements:EVENT` |
/// | claim | `claim:EVENT` |
public struct Figure: Hashable, Sendable {
  /// The reports that have figures.
  public enum Source: String, CaseIterable, Sendable {
    case totals, handovers, timeline, obligations, contradictions, media, sources, silences
    case roots, statements, claim
  }

  /// The report of which it is a figure.
  public let source: Source

  /// Its address.
  public let address: String

  /// Its value, as the report's JSON has it.
  public let value: JSONValue

  /// The events that the report names for it, in order.
  public let seqs: [Int]

  /// The events of its row, among which those that place it are looked for.
  let row: [Int]

  /// What the rules that bear on it are about.
  let topics: [Rule.Topic]
}

extension Figure {
  /// The figures of a report at a view.
  ///
  /// - Complexity: that of the report, and for `roots` O(*n*²) in the number of claims.
  public static func all(_ source: Source, in view: View) -> [Figure] {
    var list = FigureList(source)
    switch source {
    case .totals: list.add(view.totals, zeros: view.handovers.zeros)
    case .handovers: list.add(view.lines, excluded: view.handovers.excluded)
    case .timeline: list.add(Timeline(view.handovers))
    case .obligations: list.add(view.obligations.lines)
    case .contradictions: list.add(view.contradictions)
    case .media: list.add(view.media)
    case .sources: list.add(Voices(view.standing), view.standing.sources)
    case .silences: list.add(Silences(view.standing))
    case .roots: list.addRoots(view)
    case .statements: list.addStatements(view)
    case .claim: list.addClaims(view)
    }
    return list.figures
  }

  /// The figure of an address at a view; nil where the view has none.
  public static func at(_ address: String, in view: View) -> Figure? {
    source(of: address).flatMap { source in
      let full = filled(address, source)
      return all(source, in: view).first { $0.address == full }
    }
  }

  /// The figures whose addresses begin with a text; all figures for no text.
  public static func beginning(with text: String, in view: View) -> [Figure] {
    Source.allCases.filter { source in
      let name = source.rawValue.utf8
      return text.utf8.starts(with: name) || name.starts(with: text.utf8)
    }.flatMap { source in
      let full = filled(text, source)
      return all(source, in: view).filter { $0.address.utf8.starts(with: full.utf8) }
    }
  }

  private static func source(of address: String) -> Source? {
    address.split(separator: ":").first.flatMap { Source(rawValue: String($0)) }
  }

  /// The address with `remains` where it names a row without saying of what.
  private static func filled(_ address: String, _ source: Source) -> String {
    guard [.totals, .handovers, .timeline].contains(source) else { return address }
    var parts = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, parts[1].utf8.contains(UInt8(ascii: "-")) else { return address }
    parts.insert(usualWhat, at: 1)
    return parts.joined(separator: ":")
  }

  /// What is handed over where an address does not say so.
  static let usualWhat = "remains"
}

/// The figures of one report, with addresses of which no two are the same.
struct FigureList {
  private(set) var figures: [Figure] = []
  private let source: Figure.Source
  private var rows: [String: Int] = [:]

  /// How often each address of a figure was given.
  private var given: [String: Int] = [:]

  init(_ source: Figure.Source) { self.source = source }

  /// A row's address: its parts, and from the second of the same parts on its number.
  mutating func row(_ parts: String?...) -> String {
    let address = ([source.rawValue] + parts.map { $0 ?? "." }).joined(separator: ":")
    return FigureList.next(address, &rows)
  }

  /// An address that was not given yet: the second of one ends in `=2`.
  private static func next(_ address: String, _ given: inout [String: Int]) -> String {
    given[address, default: 0] += 1
    let number = given[address] ?? 1
    return number == 1 ? address : "\(address)=\(number)"
  }

  /// Adds a figure of a row, or the row's only one.
  mutating func add(
    _ row: String, _ name: String?, _ value: JSONValue, _ seqs: [Int], row all: [Int] = [],
    _ topics: Rule.Topic...
  ) {
    let address = FigureList.next(name.map { "\(row):\($0)" } ?? row, &given)
    figures.append(
      Figure(
        source: source, address: address, value: value,
        seqs: Set(seqs).sorted(), row: Set(all).union(seqs).sorted(), topics: topics))
  }
}

extension Row {
  /// `FROM-TO` in an address.
  var way: String { FigureList.way(from, to) }
}

extension FigureList {
  /// `FROM-TO`: a hyphen within a party becomes `_`, a party that nobody says `.`.
  static func way(_ from: String?, _ to: String?) -> String {
    [from, to].map { party in
      party.map { name in
        String(
          decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 },
          as: UTF8.self)
      } ?? "."
    }.joined(separator: "-")
  }
}
