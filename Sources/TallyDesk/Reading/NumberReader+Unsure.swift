internal import TransparencyLog

extension NumberReader {
  /// The numbers, with those marked that the words beside them may make others.
  func surveyed(_ numbers: [NumberMark]) -> [NumberMark] {
    numbers.enumerated().map { place, number in
      var number = number
      let isPaired =
        place > 0 && isBeside(numbers[place - 1], number)
        || place + 1 < numbers.count && isBeside(number, numbers[place + 1])
      number.isUnsure =
        number.isUnsure || isPaired || isUnread(number) || isInSigns(number.core)
        || isChanged(number)
      return number
    }
  }

  /// Whether two numbers stand beside each other, or are joined and make no span: "12 3", "15-12",
  /// "two, three".
  private func isBeside(_ first: NumberMark, _ second: NumberMark) -> Bool {
    if first.core.upperBound == second.range.lowerBound { return true }
    let place = first.core.upperBound
    let isFormula = mark(.forEach, at: place) != nil && first.value == second.value
    return second.core.lowerBound == place + 1 && !isFormula
      && (tokens[place].isSign(NumberReader.dashes + ",±/") || mark(.or, at: place) != nil
        || mark(.until, at: place) != nil)
  }

  /// Whether a word of number that is not read stands beside a number: "half a thousand", "12 or so".
  private func isUnread(_ number: NumberMark) -> Bool {
    var place = number.range.lowerBound
    while place > 0, number.range.lowerBound - place < 2,
      [WordUse.article, .of, .whole].contains(where: { mark($0, endingAt: place) != nil })
    {
      place -= 1
    }
    // "12 per cent of the 300"
    if place > 0, place < number.range.lowerBound,
      mark(.measure, endingAt: place) != nil || tokens[place - 1].isSign("%‰")
    {
      return true
    }
    let end = number.core.upperBound
    func isStrange(_ place: Int) -> Bool {
      tokens.indices.contains(place)
        && (tokens[place].isUnreadNumber || mark(.vague, at: place) != nil)
    }
    func isJoining(_ place: Int) -> Bool {
      tokens.indices.contains(place)
        && (tokens[place].isSign(NumberReader.dashes + ",±/") || mark(.until, at: place) != nil
          || mark(.or, at: place) != nil)
    }
    if mark(.vague, endingAt: place) != nil || isStrange(place - 1) || isStrange(end) {
      return true
    }
    if isJoining(place - 1) && isStrange(place - 2) || isJoining(end) && isStrange(end + 1) {
      return true
    }
    // "thousands of" is no thousand; "about a thousand" is.
    if mark(.vague, at: number.core.lowerBound) != nil, number.range == number.core,
      mark(.multiplier, at: number.core.lowerBound)?.range.count == 1
    {
      return true
    }
    // "1.212 thousand" is 1,212,000, or hardly more than a thousand.
    let first = tokens[number.core.lowerBound]
    // "June 11 200 bodies"
    if first.text.contains(" "), mark(.month, endingAt: number.core.lowerBound) != nil {
      return true
    }
    return first.number != nil && number.core.count > 1
      && !first.text.unicodeScalars.allSatisfy(\.isDigit)
      && mark(.multiplier, at: number.core.lowerBound + 1) != nil
  }

  /// Whether a sign is written onto a number that may make it another: "~12", "12+", "Ka-52".
  private func isInSigns(_ core: Range<Int>) -> Bool {
    let harmless = "\"'“”„«»‘’([{)]},.;:!?…"
    let (before, end) = (core.lowerBound - 1, core.upperBound)
    if isTouching(core.lowerBound), tokens[before].kind == .sign, !tokens[before].isSign(harmless) {
      let isDash = tokens[before].isSign(NumberReader.dashes)
      if !isDash || isTouching(before) { return true }
    }
    guard isTouching(end), tokens[end].kind == .sign, !tokens[end].isSign(harmless) else {
      return false
    }
    return !tokens[end].isSign(NumberReader.dashes) || isTouching(end + 1)
  }

  /// Whether what stands before a number may belong to another word, or is changed itself: "lied
  /// about 1,212", "at most about 1,212", "15 more than before".
  private func isChanged(_ number: NumberMark) -> Bool {
    let start = number.range.lowerBound
    let isDifference = [WordUse.moreThan, .lessThan].contains { use in
      guard let mark = mark(use, at: number.core.upperBound) else { return false }
      return !marks.contains { $0.use == .particle && $0.range == mark.range }
    }
    if isDifference { return true }
    guard let modifier = modifier(before: number.core.lowerBound) else { return false }
    if marks.contains(where: {
      WordUse.beforeNumbers.contains($0.use) && $0.range.upperBound == start
    }) {
      return true
    }
    guard marks.contains(where: { $0.use == .particle && $0.range == modifier.range }), start > 0,
      tokens[start - 1].kind == .word, !tokens[start - 1].isCapital
    else { return false }
    return !marks.contains {
      $0.range.upperBound == start && NumberReader.goBefore.contains($0.use)
    }
  }

  /// After these a word such as "about" is the number's and not theirs.
  private static let goBefore: Set<WordUse> = WordUse.verbs.union([
    .be, .say, .confirm, .of, .from, .to, .by, .on, .and, .that, .between, .article, .total,
    .already,
    .part, .each, .future, .or, .day, .span, .weekday, .month, .relative,
  ])
}
