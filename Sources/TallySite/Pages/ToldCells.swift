import TallyReports
import Tallystick
internal import TransparencyLog

/// Cells of reports that a page tells otherwise than the report: several of them in one, or text of a form
/// that is known in the words of the frame.
struct ToldCells {
  let context: PageContext

  private var words: Frame { context.words }

  /// How far a handover is borne out, and below it what is held against it.
  func status(_ cells: [Table.Cell]) -> HTML {
    let beside = cells.dropFirst().compactMap(\.text).map { text -> HTML in
      .tag("span", ["class": "where"]) {
        let denial = text.split(separator: " denies ").map(String.init)
        if denial.count == 2 {
          words.html(.whoDenies, context.side(denial[0]), context.linked(denial[1]))
        } else {
          text.contains("#") ? context.linked(text) : value(text)
        }
      }
    }
    return .several([value(cells[0].text ?? "?")] + beside)
  }

  /// Whether a handover counts, or which of others it may be.
  func counted(_ text: String) -> HTML {
    let start = "possible overlap with "
    if text.hasPrefix("explained: ") {
      return words.value(String(text.dropFirst(11)), of: "explained")
    }
    guard text.hasPrefix(start) else { return value(text) }
    let seqs = text.dropFirst(start.count).split(separator: " ").compactMap {
      Int($0.drop { $0 == "#" })
    }
    return words.html(.mayOverlap, context.references(seqs, most: 6))
  }

  /// What came of a comparison, by how much it differs, and how and where that was explained.
  func verdict(_ cells: [Table.Cell]) -> HTML {
    var all = value(cells[0].text ?? "?")
    if cells.count > 1, case .number(let by) = cells[1] {
      all = words.html(.differsBy, .figure(words.number(by)))
    }
    guard cells.count > 3, let explained = cells[2].text else { return all }
    let seqs = (cells[3].text ?? "").split(separator: " ").compactMap { Int($0) }
    let beside: HTML = "\(words.value(explained, of: "explained")) \(context.references(seqs))"
    return .several([all, .tag("span", ["class": "where"]) { beside }])
  }

  /// Where something stands: the site, which leads to the page.
  func place(_ address: String) -> HTML {
    let parts = address.split(separator: "/", omittingEmptySubsequences: false)
    guard case .element("a", let attributes, _) = HTML.link(address), parts.count > 2 else {
      return .data(address)
    }
    return .element("a", attributes, [.data(String(parts[2]))])
  }

  /// Why a stated total cannot be compared.
  func missing(_ text: String) -> HTML {
    text.split(separator: "; ").map { part -> HTML in
      let part = String(part)
      switch part {
      case "it gives no number": return .text(words(.givesNoNumber))
      case "it does not say both its days": return .text(words(.saysNotBothDays))
      case "its beginning is not said": return .text(words(.beginUnsaid))
      case "no handover of a known day is entered": return .text(words(.noneEntered))
      default: return lack(part)
      }
    }.joined(by: "; ")
  }

  private func lack(_ part: String) -> HTML {
    let names = part.split(separator: " ").map(String.init)
    let last = names.last ?? ""
    if part.hasSuffix(" is neither side"), names.count == 4 {
      let name = names[0]
      let isSide = Name.party.matches(name)
      return words.html(
        .neitherSide, isSide ? context.side(name) : PageNames(context: context).source(named: name))
    }
    if part.hasPrefix("the first handover entered is of ") {
      return words.html(.firstEntered, .text(words.date(last)))
    }
    if names.count == 2, names[0] == "from" {
      return words.html(.beginsOn, .text(words.date(last)))
    }
    guard part.contains(" no number of "), let event = names.first else {
      return words.value("", or: part)
    }
    if names.count > 3, names[1] == "and", let more = Int(names[2]) {
      return words.html(
        .lackNumbers, context.linked(event), .text(words.number(more)), context.side(last))
    }
    return words.html(.lacksNumber, context.linked(event), context.side(last))
  }

  /// Who is silent: a source or a side.
  func silent(_ text: String) -> HTML {
    let names = PageNames(context: context)
    return Name.party.matches(text) ? names.side(named: text) : names.source(named: text)
  }

  /// On what somebody is silent: what the event says that it is about, or of whose number that is withheld
  /// it is; else the words that are given.
  func about(_ cells: [Table.Cell], of event: Int?) -> HTML {
    let names = PageNames(context: context)
    let about = cells.last?.text.flatMap { Int($0) }
    let claimed = (about ?? event).flatMap { seq in
      (try? context.record.events([seq]).first).flatMap { $0 }
    }
    guard let claimed, claimed.content.body["claim"] != nil else {
      return .data(cells[0].text ?? "")
    }
    let said = Saying(words: words, names: names).html(claimed.content)
    return about.map { "\(context.reference($0)) \(said)" } ?? said
  }

  /// Words of closed choices.
  func value(_ text: String) -> HTML {
    let parts = text.split(separator: " ").map(String.init)
    let isWords = parts.allSatisfy { Name.word.matches($0) }
    return isWords ? parts.map { words.value($0) }.joined(by: ", ") : .data(text)
  }
}
