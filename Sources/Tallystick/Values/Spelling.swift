/// Words that are nearly others.
package enum Spelling {
  /// The name that is nearest to a word, where one is near: a third of its letters may differ, and
  /// two in any case.
  package static func nearest(to word: String, among names: [String]) -> String? {
    let near = names.map { (name: $0, steps: steps(from: word, to: $0)) }
      .filter { $0.steps <= max(2, word.utf8.count / 3) && $0.steps < word.utf8.count }
    return near.min { ($0.steps, $0.name) < ($1.steps, $1.name) }?.name
  }

  /// How many letters must be added, dropped, changed or swapped with the next one.
  private static func steps(from word: String, to other: String) -> Int {
    let (word, other) = (Array(word.utf8.prefix(64)), Array(other.utf8))
    var rows = [Array(0...other.count)]
    for (place, letter) in word.enumerated() {
      var row = [place + 1]
      for (column, wanted) in other.enumerated() {
        var best = min(row[column], rows[place][column + 1]) + 1
        best = min(best, rows[place][column] + (letter == wanted ? 0 : 1))
        if place > 0, column > 0, letter == other[column - 1], word[place - 1] == wanted {
          best = min(best, rows[place - 1][column - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[word.count][other.count]
  }
}
