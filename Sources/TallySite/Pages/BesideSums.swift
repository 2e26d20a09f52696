import TallyReports
import Tallystick
internal import TransparencyLog

/// The numbers that stand in no row of the totals: for both ways together, in part, without a direction,
/// and zeros of no handover.
struct BesideSums {
  let context: PageContext

  private var words: Frame { context.words }

  /// Their events, in order.
  var seqs: [Int] {
    let (totals, zeros) = (context.edition.totals, context.edition.zeros)
    return Set(totals.together.map(\.seq) + totals.unplaced.map(\.seq) + zeros.map(\.seq)).sorted()
  }

  /// A part of the page of the totals, with their words.
  ///
  /// - Throws: What reading events throws.
  func part() throws -> [HTML] {
    let seqs = seqs
    guard !seqs.isEmpty else { return [] }
    return [
      .tag("h2") { HTML.text("\(words(.notInSums)) · \(words.number(seqs.count))") }
    ] + (try EventItems(context: context).list(seqs))
  }

  /// What stands where no row does: that nothing was said, if that is so.
  var nothing: HTML {
    seqs.isEmpty ? .tag("p") { HTML.text(words(.none)) } : .several([])
  }

  /// A line that names them.
  var note: HTML {
    let seqs = seqs
    guard !seqs.isEmpty else { return .several([]) }
    return .tag("p", ["class": "note"]) {
      "\(own: words(.notInSums)): \(context.references(seqs, most: 6))"
    }
  }
}
