internal import Tallystick
internal import TransparencyLog

/// A verb or noun of handing over in a clause.
struct Trade: Hashable, Sendable {
  /// What its subject does.
  enum Kind: String, Hashable, Sendable {
    case give, get
    case bringBack = "bring_back"
    case free, come, swap, noun, given
  }

  let kind: Kind
  let range: Range<Int>
}

/// From whom and to whom, as far as the words say.
struct Direction: Hashable, Sendable {
  var from: String?
  var to: String?

  /// Names without a side that stand where a party would, by field.
  var unread: [String: String] = [:]
  var offeredFrom: String?
  var offeredTo: String?
  var doubts: [String] = []

  /// Sets an end, or where the record knows no side of the name notes that.
  mutating func set(_ field: String, _ side: String?, _ name: String) {
    guard let side else {
      unread[field] = unread[field] ?? name
      return
    }
    if field == "from" { from = from ?? side } else { to = to ?? side }
  }
}

extension Reading {
  /// The verbs and nouns of handing over in a range.
  func trades(in range: Range<Int>) -> [Trade] {
    var trades: [Trade] = []
    for mark in marks where range.contains(mark.range.lowerBound) {
      switch mark.use {
      case .give: trades.append(Trade(kind: .give, range: mark.range))
      case .get: trades.append(Trade(kind: .get, range: mark.range))
      case .bringBack: trades.append(Trade(kind: .bringBack, range: mark.range))
      case .given: trades.append(Trade(kind: .given, range: mark.range))
      case .free: trades.append(Trade(kind: .free, range: mark.range))
      case .come: trades.append(Trade(kind: .come, range: mark.range))
      case .swap, .swapVerb: trades.append(Trade(kind: .swap, range: mark.range))
      case .base:
        let before = mark.range.lowerBound
        let isVerb =
          lexicon.isInflected
          || [WordUse.to, .not, .future, .offer].contains { use in
            (0...2).contains { self.mark(use, endingAt: before - $0) != nil }
          }
        if isVerb, let kind = Trade.Kind(rawValue: mark.value) {
          trades.append(Trade(kind: kind, range: mark.range))
        }
      case .trade: trades.append(Trade(kind: .noun, range: mark.range))
      default: break
      }
    }
    // A word that is a verb here is no noun as well, nor part of a longer one.
    return trades.filter { trade in
      !trades.contains {
        $0 != trade && $0.range.overlaps(trade.range)
          && ($0.range.count > trade.range.count
            || $0.range.count == trade.range.count && trade.kind == .noun)
      }
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The verb or noun that a number belongs to: the nearest verb before it in its clause, else
  /// after it, else a noun.
  func trade(for place: Int, in clause: Range<Int>, outside part: Range<Int>?) -> Trade? {
    let all = trades(in: clause).filter { !(part?.overlaps($0.range) ?? false) || $0.kind == .noun }
    let verbs = all.filter { $0.kind != .noun && $0.kind != .swap }
    return verbs.last { $0.range.lowerBound < place } ?? verbs.first
      ?? all.last { $0.range.lowerBound < place } ?? all.first
  }

  /// A name in the place of a party, known to the record or not.
  private struct Party {
    let range: Range<Int>
    let form: NameHit.Form
    let side: String?
    let name: String
  }

  /// The names that stand in the place of a party.
  private func parties(in clause: Range<Int>, of trade: Trade, outside taken: [Range<Int>])
    -> [Party]
  {
    func isOpen(_ range: Range<Int>) -> Bool {
      clause.contains(range.lowerBound) && !taken.contains { $0.overlaps(range) }
    }
    var parties: [Party] = []
    for hit in hits where isOpen(hit.range) && hit.form != .possessive {
      guard let name = names.name(of: hit) else { continue }
      // "the Ukrainian side" means the party; the adjective alone does not.
      if hit.form == .adjective, mark(.side, at: hit.range.upperBound) == nil { continue }
      let side = names.side(of: hit)
      if side == nil, !names.isParty(hit) { continue }
      parties.append(Party(range: hit.range, form: hit.form, side: side, name: name))
    }
    for place in clause where tokens[place].isCapital && tokens[place].kind == .word {
      let range = place..<place + 1
      guard isOpen(range), !tokens[place].isPossessive,
        !hits.contains(where: { $0.range.overlaps(range) }),
        !dates.contains(where: { $0.range.overlaps(range) }),
        !marks.contains(where: { $0.range.contains(place) })
      else { continue }
      let isAlone =
        (place == 0 || !tokens[place - 1].isCapital)
        && (place + 1 >= tokens.count || !tokens[place + 1].isCapital)
      let isBeforeVerb = (1...4).contains(trade.range.lowerBound - place) && trade.kind != .noun
      guard isAlone, isBeforeVerb || preposition(before: range) != nil && place > 0 else {
        continue
      }
      parties.append(
        Party(range: range, form: .bare, side: nil, name: tokens[place].text))
    }
    return parties.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The preposition before a name, articles between them left out.
  private func preposition(before range: Range<Int>) -> WordUse? {
    var place = range.lowerBound
    while place > 0 {
      if let article = mark(.article, endingAt: place) {
        place = article.range.lowerBound
      } else {
        break
      }
    }
    for use in [WordUse.from, .to, .by, .of] where mark(use, endingAt: place) != nil {
      // "from territory controlled by": from what the party holds.
      if use == .by, place > 3, mark(.side, endingAt: place - 2) != nil,
        mark(.from, endingAt: place - 3) != nil
      {
        return .from
      }
      return use
    }
    return nil
  }

  /// From whom and to whom the handover of a verb is.
  func direction(
    of trade: Trade, in clause: Range<Int>, outside taken: [Range<Int>], whose: String?,
    speaker: String?
  ) -> Direction {
    var direction = Direction()
    var subject: Party?
    var isJoint = false
    for party in parties(in: clause, of: trade, outside: taken) {
      switch preposition(before: party.range) {
      case .from: direction.set("from", party.side, party.name)
      case .to: direction.set("to", party.side, party.name)
      case .by: direction.set(trade.kind == .get ? "to" : "from", party.side, party.name)
      case .of: continue
      default:
        if lexicon.isInflected, party.form == .oblique {
          if trade.kind != .get { direction.set("to", party.side, party.name) }
        } else if party.range.lowerBound < trade.range.lowerBound || lexicon.isInflected {
          isJoint = isJoint || joins(subject?.range, party.range)
          subject = party
        }
      }
    }
    guard !isJoint, !isPassive(trade), ![.noun, .swap, .given, .come].contains(trade.kind) else {
      return direction
    }
    if let subject {
      act(subject.side, subject.name, trade, whose, &direction)
    } else if pronoun(before: trade, in: clause), let speaker {
      act(speaker, speaker, trade, whose, &direction)
    } else if lexicon.isInflected, trade.kind == .get, direction.to == nil {
      direction.offeredTo = speaker
    }
    return direction
  }

  /// What the subject of a verb does.
  private func act(
    _ side: String?, _ name: String, _ trade: Trade, _ whose: String?, _ direction: inout Direction
  ) {
    switch trade.kind {
    case .get: direction.set("to", side, name)
    case .bringBack where side != nil && side == whose:
      // Whoever brings back its own may receive, or hand over: "returned" says both.
      if direction.to != side { direction.offeredTo = side }
      direction.doubts.append("direction: \(words(trade.range)) of \(name)'s own")
    case .bringBack where whose == nil && direction.to == nil && lexicon.isInflected:
      direction.offeredFrom = side
    default: direction.set("from", side, name)
    }
  }

  private func joins(_ first: Range<Int>?, _ second: Range<Int>) -> Bool {
    guard let first else { return false }
    return second.lowerBound - first.upperBound == 1 && mark(.and, at: first.upperBound) != nil
  }

  private func pronoun(before trade: Trade, in clause: Range<Int>) -> Bool {
    marks(.they, in: clause.lowerBound..<max(clause.lowerBound, trade.range.lowerBound)).contains {
      trade.range.lowerBound - $0.range.upperBound <= 2
    }
  }

  private func isPassive(_ trade: Trade) -> Bool {
    if trade.kind == .given { return true }
    guard !lexicon.isInflected, [.give, .bringBack, .get, .free].contains(trade.kind) else {
      return false
    }
    let before = trade.range.lowerBound
    return (0...2).contains { mark(.be, endingAt: before - $0) != nil }
  }

  /// Whether a verb is negated.
  func isNegated(_ trade: Trade) -> Bool {
    marks(.not, in: clause(at: trade.range.lowerBound)).contains {
      $0.range.lowerBound < trade.range.lowerBound
        && trade.range.lowerBound - $0.range.upperBound <= 3
    }
  }

  /// Whether a verb tells what it says as done, as "returned" does, and not "to return", "returning"
  /// or "the return of".
  func isTold(_ trade: Trade) -> Bool {
    if trade.kind == .noun { return false }
    if trade.kind == .swap { return mark(.swapVerb, at: trade.range.lowerBound) != nil }
    let isBase = marks.contains { $0.use == .base && $0.range == trade.range }
    guard !isBase, !lexicon.isInflected else { return !isBase }
    var start = trade.range.lowerBound
    if tokens[start].lower.hasSuffix("ing") { return false }
    if let be = mark(.be, endingAt: start) { start = be.range.lowerBound }
    return mark(.to, endingAt: start) == nil
  }
}
