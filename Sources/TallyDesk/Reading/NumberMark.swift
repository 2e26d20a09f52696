internal import Tallystick
internal import TransparencyLog

/// A number in words or digits, with what stands before it: "more than", "about".
struct NumberMark: Hashable, Sendable {
  /// The tokens of the number alone; of "57 to 79" those of both.
  let core: Range<Int>

  /// The same with what stands before it.
  let range: Range<Int>

  let kind: Count.Kind

  /// The number without what stands before it; of two the first.
  let value: Int64

  /// Whether words beside it may make it another number than the one read.
  var isUnsure = false

  /// The number, where it is one and is said to be just that.
  var exact: Int64? { kind == .exact(value) ? value : nil }
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
    return surveyed(joined(numbers))
  }

  func mark(_ use: WordUse, at place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.lowerBound == place }
  }

  func mark(_ use: WordUse, endingAt place: Int) -> WordMark? {
    marks.first { $0.use == use && $0.range.upperBound == place }
  }

  /// The number that begins at a place, and where it ends.
  private func number(at place: Int) -> (end: Int, value: Int64)? {
    if tokens[place].fraction != nil { return fraction(at: place) }
    var (total, current): (Int64, Int64?) = (0, nil)
    var end = place
    while end < tokens.count {
      if let number = tokens[end].number, current == nil, end == place {
        current = number
      } else if let number = wordNumber(at: end), tokens[place].number == nil {
        // "two, three" and "two three" are two numbers.
        guard NumberReader.goesOn(current ?? 0, number) else { break }
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
        end = found.range.upperBound - 1
        // The full stop of an abbreviation.
        if end + 1 < tokens.count, tokens[end + 1].isSign("."), end + 2 < tokens.count { end += 1 }
      } else if isJoint(end, of: place, after: current ?? total) {
        // "three hundred and six"
      } else {
        break
      }
      end += 1
    }
    guard end > place, let value = added(total, current ?? 0) else { return nil }
    return (end, value)
  }

  /// Whether a number in words goes on with another: "three hundred" with "six".
  private static func goesOn(_ number: Int64, _ next: Int64) -> Bool {
    number % (next < 10 ? 10 : next < 100 ? 100 : 1000) == 0
  }

  /// Whether "and" stands within a number in words.
  private func isJoint(_ place: Int, of start: Int, after number: Int64) -> Bool {
    guard place > start, place + 1 < tokens.count, tokens[start].number == nil, number >= 100,
      tokens[place].lower == "and", let next = wordNumber(at: place + 1)
    else { return false }
    return next < 100 && NumberReader.goesOn(number, 10)
      && mark(.multiplier, endingAt: place) != nil
  }

  /// "1.5 thousand", which is whole; any other fraction is no count.
  private func fraction(at place: Int) -> (end: Int, value: Int64)? {
    guard let (whole, after) = tokens[place].fraction,
      let multiplier = mark(.multiplier, at: place + 1), let factor = Int64(multiplier.value),
      let digits = Int64("\(whole)\(after)"), let product = multiplied(digits, factor)
    else { return nil }
    let unit = after.reduce(Int64(1)) { unit, _ in unit * 10 }
    guard product % unit == 0 else { return nil }
    let end = multiplier.range.upperBound
    let isShort = end + 1 < tokens.count && tokens[end].isSign(".")
    return (isShort ? end + 1 : end, product / unit)
  }

  private func added(_ left: Int64, _ right: Int64) -> Int64? {
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    return isTooLarge || sum > Count.largest ? nil : sum
  }

  func multiplied(_ left: Int64, _ right: Int64) -> Int64? {
    let (product, isTooLarge) = left.multipliedReportingOverflow(by: right)
    return isTooLarge || product > Count.largest ? nil : product
  }

  private func wordNumber(at place: Int) -> Int64? {
    guard !tokens[place].isPossessive else { return nil }
    return mark(.number, at: place).flatMap { Int64($0.value) }
  }

  private func number(_ core: Range<Int>, _ value: Int64) -> NumberMark? {
    if mark(.measure, at: core.upperBound) != nil { return nil }
    if core.upperBound < tokens.count, tokens[core.upperBound].isSign("%‰") { return nil }
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
    guard let found = modifier(before: core.lowerBound) else {
      return NumberMark(core: core, range: core, kind: .exact(value), value: value)
    }
    let kind: Count.Kind =
      switch found.use {
      case .atLeast: .atLeast(value)
      case .moreThan: .atLeast(value + 1)
      case .about: .about(value)
      case .lessThan: .atMost(max(value - 1, 0))
      default: .atMost(value)
      }
    return NumberMark(
      core: core, range: found.range.lowerBound..<core.upperBound, kind: kind, value: value)
  }

  /// What stands before a number and changes it: of "no more than" and "more than" the longer.
  func modifier(before place: Int) -> WordMark? {
    marks.filter { WordUse.beforeNumbers.contains($0.use) && $0.range.upperBound == place }
      .max { $0.range.count < $1.range.count }
  }
}
