internal import Tallystick
internal import TransparencyLog

/// What a number counts: the words after it or before it.
struct Counted: Hashable, Sendable {
  /// What, as a word of the vocabulary.
  var what: String?

  /// Whose, as a party.
  var whose: String?

  /// The name that says whose, where the record knows no side of it.
  var unread: String?

  /// The tokens of the number and what it counts.
  var range: Range<Int>

  /// The tokens up to the first word of what is counted: the words of the count.
  var words: Range<Int>

  /// The other word of the sentence that tells what people are counted as.
  var state: String?

  /// Whether the words say people, and not in which state.
  var isPeople = false

  /// Whether any word for what is counted stands with it.
  var isNamed: Bool { what != nil || isPeople }
}

extension Reading {
  /// What a number counts.
  func counted(_ number: Range<Int>, in clause: Range<Int>) -> Counted {
    var counted = Counted(range: number, words: number)
    before(number, &counted)
    after(number, in: clause, &counted)
    if counted.what == nil, counted.isPeople, let (what, word) = state(in: clause, number) {
      (counted.what, counted.state) = (what, word)
    }
    return counted
  }

  /// "bodies of 1,212", "тіла 340".
  private func before(_ number: Range<Int>, _ counted: inout Counted) {
    var place = number.lowerBound
    if let of = mark(.of, endingAt: place) { place = of.range.lowerBound }
    guard let thing = mark(.thing, endingAt: place),
      place < number.lowerBound || lexicon.isInflected
    else { return }
    counted.what = thing.value
    counted.range = thing.range.lowerBound..<number.upperBound
    counted.words = counted.range
  }

  private func after(_ number: Range<Int>, in clause: Range<Int>, _ counted: inout Counted) {
    var place = number.upperBound
    var isDead = false
    var end = place
    var strange = 0
    var adjective: NameHit?
    var unread: String?
    while place < tokens.count {
      if let thing = mark(.thing, at: place) {
        if counted.what == nil, !counted.isPeople || thing.value != "wounded" {
          counted.what = thing.value
        }
        end = max(end, thing.range.upperBound)
        if counted.words == number { counted.words = number.lowerBound..<end }
        place = thing.range.upperBound
      } else if let people = mark(.people, at: place) {
        counted.isPeople = true
        end = people.range.upperBound
        if counted.words == number { counted.words = number.lowerBound..<end }
        place = end
      } else if let dead = mark(.dead, at: place) {
        isDead = true
        end = dead.range.upperBound
        if counted.words == number { counted.words = number.lowerBound..<end }
        place = end
      } else if let hit = hits.first(where: { $0.range.lowerBound == place }),
        hit.form == .adjective || hit.form == .possessive
          || lexicon.isInflected && hit.form == .oblique && end > number.upperBound
          || mark(.of, endingAt: place) != nil,
        mark(.side, at: hit.range.upperBound) == nil
      {
        adjective = hit
        place = hit.range.upperBound
        // "30 Velorian": the adjective alone says nothing of what.
        if mark(.of, endingAt: hit.range.lowerBound) != nil { end = place }
      } else if mark(.of, at: place) != nil || mark(.article, at: place) != nil {
        place += 1
      } else if tokens[place].isCapital, unread == nil,
        !hits.contains(where: {
          $0.range.contains(place)
        }), [WordUse.thing, .people, .dead].contains(where: { mark($0, at: place + 1) != nil })
      {
        unread = tokens[place].text
        place += 1
      } else if tokens[place].kind == .word, strange < 1, !tokens[place].isCapital,
        !marks.contains(where: { $0.range.contains(place) }), end == number.upperBound
      {
        strange += 1
        place += 1
      } else {
        break
      }
    }
    if let adjective, end > number.upperBound || counted.what != nil {
      counted.whose = names.side(of: adjective)
      if counted.whose == nil { unread = names.name(of: adjective) }
    }
    counted.unread = unread
    if isDead { counted.what = "remains" }
    counted.range = counted.range.lowerBound..<max(end, counted.range.upperBound)
  }

  /// What people are counted as, by another word of the clause or sentence.
  private func state(in clause: Range<Int>, _ number: Range<Int>) -> (what: String, word: String)? {
    if let dead = marks(.dead, in: clause).first { return ("remains", words(dead.range)) }
    if let thing = marks(.thing, in: clause).last(where: {
      $0.range.upperBound <= number.lowerBound
    }) {
      return (thing.value, words(thing.range))
    }
    return marks(.captive, .free, in: all).first.map { ("prisoners", words($0.range)) }
  }
}
