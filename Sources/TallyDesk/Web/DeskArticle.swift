/// The article beside a draft: its lines, and which words of them a draft was read off.
package struct DeskArticle: Sendable {
  /// A line, with its number in the file from 1.
  struct Line: Sendable {
    let number: Int
    let text: String
  }

  /// How words stand to the draft.
  enum Mark: Sendable {
    case none, sentence, read
  }

  /// Words in a row that stand to the draft in one way.
  struct Run: Hashable, Sendable {
    let text: String
    let mark: Mark
  }

  /// The lines with words.
  let lines: [Line]

  /// Whether they are the whole article, and not the sentences of drafts and gaps alone.
  package let isWhole: Bool

  /// The article, of its lines.
  package init(_ text: ArticleText) {
    lines = text.lines.enumerated().compactMap { place, line in
      let isEmpty = line.unicodeScalars.allSatisfy(\.properties.isWhitespace)
      return isEmpty ? nil : Line(number: place + 1, text: line)
    }
    isWhole = true
  }

  /// The sentences that a queue knows of, where the article is not at hand.
  package init(sentencesOf queue: ReviewQueue) {
    let all =
      queue.items.map { Line(number: $0.draft.line, text: $0.draft.words) }
      + queue.gaps.map { Line(number: $0.line, text: $0.words) }
    var seen: Set<String> = []
    let known = all.filter { !$0.text.isEmpty && seen.insert("\($0.number) \($0.text)").inserted }
    lines = known.enumerated()
      .sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }.map(\.element)
    isWhole = false
  }

  private init(line: String) {
    lines = [Line(number: 1, text: line)]
    isWhole = false
  }

  /// A sentence alone, with the words marked that a draft was read off.
  static func runs(of sentence: String, reading words: [String]) -> [Run] {
    let article = DeskArticle(line: sentence)
    return article.runs(from: 1, sentence: sentence, reading: words)[0] ?? []
  }

  /// A scalar of the lines from one on, a space for each row of white space and end of line.
  private struct Place {
    let scalar: Unicode.Scalar
    let line: Int
    let offset: Int
  }

  /// The most lines that one sentence goes over.
  private static let mostLines = 100

  /// The words of each line that a sentence touches, by the place of the line among ``lines``.
  ///
  /// A sentence may go over several lines. It is looked for from the line on which it begins; where it
  /// does not stand there, nothing is marked.
  ///
  /// - Complexity: O(*n* × *m*) in the lengths of the line and of the sentence.
  func runs(from number: Int, sentence: String, reading words: [String]) -> [Int: [Run]] {
    guard let first = lines.firstIndex(where: { $0.number == number }) else { return [:] }
    let places = places(from: first)
    let wanted = DeskArticle.plain(sentence)
    guard
      let begin = DeskArticle.find(
        wanted, in: places, from: 0, while: { lines[places[$0].line].number == number })
    else { return [:] }
    let end = begin + wanted.count
    var read = Array(repeating: false, count: end - begin)
    for text in words {
      let plain = DeskArticle.plain(text)
      guard
        let place = DeskArticle.find(
          plain, in: places, from: begin, while: { $0 + plain.count <= end })
      else { continue }
      for offset in place..<(place + plain.count) { read[offset - begin] = true }
    }
    var marks: [Int: [(offset: Int, mark: Mark)]] = [:]
    for place in begin..<end {
      marks[places[place].line, default: []].append(
        (places[place].offset, read[place - begin] ? .read : .sentence))
    }
    var runs: [Int: [Run]] = [:]
    for (line, marks) in marks {
      runs[line] = DeskArticle.runs(Array(lines[line].text.unicodeScalars), marks)
    }
    return runs
  }

  private func places(from first: Int) -> [Place] {
    var places: [Place] = []
    for line in first..<min(lines.count, first + DeskArticle.mostLines) {
      for (offset, scalar) in lines[line].text.unicodeScalars.enumerated() {
        if !scalar.properties.isWhitespace {
          places.append(Place(scalar: scalar, line: line, offset: offset))
        } else if let last = places.last, last.scalar != " " {
          places.append(Place(scalar: " ", line: line, offset: offset))
        }
      }
      if let last = places.last, last.scalar != " " {
        places.append(Place(scalar: " ", line: line, offset: lines[line].text.unicodeScalars.count))
      }
    }
    return places
  }

  private static func plain(_ text: String) -> [Unicode.Scalar] {
    let words = text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
    return Array(words.map(Array.init).joined(separator: [" "]))
  }

  private static func find(
    _ wanted: [Unicode.Scalar], in places: [Place], from start: Int, while isIn: (Int) -> Bool
  ) -> Int? {
    guard !wanted.isEmpty else { return nil }
    var place = start
    while place + wanted.count <= places.count, isIn(place) {
      if wanted.indices.allSatisfy({ places[place + $0].scalar == wanted[$0] }) { return place }
      place += 1
    }
    return nil
  }

  /// The runs of a line of which some scalars are marked, in their order.
  ///
  /// What stands between two that are marked, white space, is marked as the first is.
  private static func runs(
    _ scalars: [Unicode.Scalar], _ marks: [(offset: Int, mark: Mark)]
  ) -> [Run] {
    let marks = marks.filter { $0.offset < scalars.count }
    guard !marks.isEmpty else { return [] }
    var all = Array(repeating: Mark.none, count: scalars.count)
    for (place, one) in marks.enumerated() {
      let next = place + 1 < marks.count ? marks[place + 1].offset : one.offset + 1
      for offset in one.offset..<next { all[offset] = one.mark }
    }
    var runs: [Run] = []
    var start = 0
    for place in 1...scalars.count where place == scalars.count || all[place] != all[start] {
      let text = String(String.UnicodeScalarView(scalars[start..<place]))
      runs.append(Run(text: text, mark: all[start]))
      start = place
    }
    return runs
  }
}
