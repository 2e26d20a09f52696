internal import Tallystick
internal import TransparencyLog

/// A number in words or digits, with what stands before it: "more than", "about".
struct NumberMark: Hashable, Sendable {
  /// The tokens of the number alone.
  let core: Range<Int>

  /// The same with what stands before it.
  let range: Range<Int>

  let kind: Count.Kind

  /// The number without what stands before it.
  let value: Int64
}

/// Finds numbers in the tokens of a sentence, those of dates and measures left out.
struct NumberReader {
  let tokens: [Token]
  let marks: [WordMark]
  let dates: [DateMark]

  func numbers() -> [NumberMark] {
    var numbers: [NumberMark] = []
    var place = 0
    while place < tokens.count {
      if let date = dates.first(where: { $0.range.contains(place) }) {
        place = date.range.upperBound
      } else if let (end, value) = number(at: place) {
        if let mark = number(place..<end, value) { numbers.append(mark) }
        place = end
      } else {
        place += 1
      }
    }
    return numbers
  }

  private func mark(_ use: WordUse, at place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.lowerBound == place }
  }

  /// The number that begins at a place, and where it ends.
  private func number(at place: Int) -> (end: Int, value: Int64)? {
    var (total, current): (Int64, Int64?) = (0, nil)
    var end = place
    while end < tokens.count {
      if let number = tokens[end].number, current == nil, end == place {
        current = number
      } else if let number = wordNumber(at: end), tokens[place].number == nil {
        guard let sum = added(current ?? 0, number) else { return nil }
        current = sum
      } else if let found = mark(.multiplier, at: end), let factor = Int64(found.value) {
        if current == nil, end > place || found.value == "1000000" { break }
        guard let product = multiplied(current ?? 1, factor) else { return nil }
        if factor >= 1000 {
          guard let sum = added(total, product) else { return nil }
          (total, current) = (sum, nil)
        } else {
          current = product
        }
        // The full stop of an abbreviation.
        if end + 1 < tokens.count, tokens[end + 1].isSign("."), end + 2 < tokens.count { end += 1 }
      } else {
        break
      }
      end += 1
    }
    guard end > place, let value = added(total, current ?? 0) else { return nil }
    return (end, value)
  }

  private func added(_ left: Int64, _ right: Int64) -> Int64? {
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    return isTooLarge || sum > Count.largest ? nil : sum
  }

  private func multiplied(_ left: Int64, _ right: Int64) -> Int64? {
    let (product, isTooLarge) = left.multipliedReportingOverflow(by: right)
    return isTooLarge || product > Count.largest ? nil : product
  }

  private func wordNumber(at place: Int) -> Int64? {
    guard !tokens[place].isPossessive else { return nil }
    return mark(.number, at: place).flatMap { Int64($0.value) }
  }

  private func number(_ core: Range<Int>, _ value: Int64) -> NumberMark? {
    if mark(.measure, at: core.upperBound) != nil { return nil }
    // "one" is a number only before what it counts.
    if value == 1, tokens[core.lowerBound].number == nil,
      ![WordUse.thing, .people].contains(where: { mark($0, at: core.upperBound) != nil })
    {
      return nil
    }
    if (1900...2100).contains(value), tokens[core.lowerBound].text.utf8.count == 4,
      let before = marks.first(where: { $0.range.upperBound == core.lowerBound }),
      before.use == .on || before.use == .since
    {
      return nil
    }
    var kind = Count.Kind.exact(value)
    var start = core.lowerBound
    let before = marks.filter { $0.range.upperBound == core.lowerBound }
    if let found = before.first(where: { $0.use == .atLeast }) {
      (kind, start) = (.atLeast(value), found.range.lowerBound)
    } else if let found = before.first(where: { $0.use == .moreThan }) {
      (kind, start) = (.atLeast(value + 1), found.range.lowerBound)
    } else if let found = before.first(where: { $0.use == .about }) {
      (kind, start) = (.about(value), found.range.lowerBound)
    } else if let found = before.first(where: { $0.use == .atMost }) {
      (kind, start) = (.atMost(value), found.range.lowerBound)
    }
    return NumberMark(core: core, range: start..<core.upperBound, kind: kind, value: value)
  }
}
