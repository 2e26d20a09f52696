internal import Tallystick
internal import TransparencyLog

extension NumberReader {
  /// Makes one number of two that a word or sign joins: "12–15", "from 57 to 79", "1,212±5".
  func joined(_ numbers: [NumberMark]) -> [NumberMark] {
    var joined: [NumberMark] = []
    for number in numbers {
      if let last = joined.last, let both = both(last, number) {
        joined[joined.count - 1] = both
      } else {
        joined.append(number)
      }
    }
    return joined
  }

  /// Two numbers as one; nil where nothing joins them.
  private func both(_ first: NumberMark, _ second: NumberMark) -> NumberMark? {
    let place = first.core.upperBound
    guard second.core.lowerBound == place + 1, first.exact != nil else { return nil }
    let isAround = tokens[place].isSign("±")
    let within = mark(.within, endingAt: first.core.lowerBound)
    let isTo = mark(.until, at: place) != nil && mark(.and, at: place) == nil
    let isAnd = within != nil && mark(.and, at: place) != nil
    let isDash = tokens[place].isSign(NumberReader.dashes)
    guard isAround || isTo || isAnd || isDash || mark(.or, at: place) != nil else { return nil }
    let lower = isAround ? first.value : multiplied(first, as: second)
    guard let lower else { return nil }
    let (low, high) =
      isAround ? (lower - second.value, lower + second.value) : (lower, second.value)
    guard low < high, low >= 0, high <= Count.largest else { return nil }
    let core = first.core.lowerBound..<second.core.upperBound
    // "rose from 57 to 79", "exchanged 5 to 7" and "57 – 79 of them" may be no spans.
    let isUnsure =
      isTo && (within != nil || marks.contains { $0.use == .swap || $0.use == .swapVerb })
      || isDash && !(isTouching(place) && isTouching(place + 1))
    let start = within?.range.lowerBound ?? core.lowerBound
    return NumberMark(
      core: core, range: start..<core.upperBound, kind: .between(low, high), value: first.value,
      isUnsure: isUnsure)
  }

  /// The first of two numbers, of which the second alone has the word that multiplies both: "10–15
  /// thousand"; nil where it is none that both have, as in "500 to 2 thousand".
  private func multiplied(_ first: NumberMark, as second: NumberMark) -> Int64? {
    func multiplier(_ core: Range<Int>) -> Int64? {
      marks.last { $0.use == .multiplier && core.contains($0.range.lowerBound) }
        .flatMap { Int64($0.value) }
    }
    guard let factor = multiplier(second.core), multiplier(first.core) == nil else {
      return first.value
    }
    return multiplied(first.value, factor).flatMap { $0 < second.value ? $0 : nil }
  }

  static let dashes = "-‐‑‒–—−"

  /// Whether no space stands between a token and the one before it.
  func isTouching(_ place: Int) -> Bool {
    place > 0 && place < tokens.count
      && tokens[place - 1].range.upperBound == tokens[place].range.lowerBound
  }
}
