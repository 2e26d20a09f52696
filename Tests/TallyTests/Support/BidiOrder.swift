/// In which order a terminal shows the characters of a line: the Unicode Bidirectional Algorithm
/// (UAX #9), without embeddings, overrides, brackets and mirroring, which the tests do not need.
struct BidiOrder {
  private enum Kind {
    case left, right, arabicLetter, number, arabicNumber, separator, terminator, common, neutral
    case isolate, popIsolate
  }

  /// A run between isolates, at one level.
  private var kinds: [Kind]
  private var levels: [Int]
  private let scalars: [Unicode.Scalar]

  /// Works out the order of a line, in a paragraph whose direction is that of its first letter
  /// outside of isolates, as a terminal that looks for it has it.
  init(_ line: String) {
    scalars = Array(line.unicodeScalars)
    kinds = scalars.map(BidiOrder.kind)
    levels = Array(repeating: 0, count: scalars.count)
    resolve(scalars.indices, base: BidiOrder.direction(kinds[...]))
  }

  /// The places of the characters, from the left to the right (rule L2).
  var visual: [Int] {
    var order = Array(scalars.indices)
    for level in stride(from: levels.max() ?? 0, to: 0, by: -1) {
      var place = 0
      while place < order.count {
        guard levels[order[place]] >= level else {
          place += 1
          continue
        }
        let end = order[place...].firstIndex { levels[$0] < level } ?? order.count
        order[place..<end].reverse()
        place = end
      }
    }
    return order
  }

  /// What is seen, from the left to the right.
  var shown: String {
    String(String.UnicodeScalarView(visual.map { scalars[$0] }))
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x2068: return .isolate
    case 0x2069: return .popIsolate
    case 0x660...0x669, 0x66B, 0x66C: return .arabicNumber
    case 0x590...0x5FF, 0xFB1D...0xFB4F: return .right
    case 0x600...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: return .arabicLetter
    default: break
    }
    switch scalar {
    case "0"..."9": return .number
    case "+", "-": return .separator
    case ",", ".", ":", "/": return .common
    case "#", "$", "%", "°": return .terminator
    default: return scalar.properties.isAlphabetic ? .left : .neutral
    }
  }

  /// Rules P2 and P3: 1 where the first letter runs from right to left.
  private static func direction(_ kinds: ArraySlice<Kind>) -> Int {
    var depth = 0
    for kind in kinds {
      switch kind {
      case .isolate: depth += 1
      case .popIsolate: depth = max(0, depth - 1)
      case .left where depth == 0: return 0
      case .right where depth == 0, .arabicLetter where depth == 0: return 1
      default: break
      }
    }
    return 0
  }

  /// Resolves what stands between two isolates' ends, and each isolate in it by itself.
  private mutating func resolve(_ range: Range<Int>, base: Int) {
    var own: [Int] = []  // the places at this level, an isolate as its two ends
    var place = range.lowerBound
    while place < range.upperBound {
      own.append(place)
      if kinds[place] == .isolate, let end = end(ofIsolateAt: place, in: range) {
        let inner = place + 1..<end
        let direction = BidiOrder.direction(kinds[inner])
        resolve(inner, base: base % 2 == direction ? base + 2 : base + 1)
        place = end
      } else {
        place += 1
      }
    }
    settle(own, base)
  }

  private func end(ofIsolateAt start: Int, in range: Range<Int>) -> Int? {
    var depth = 0
    for place in start..<range.upperBound {
      if kinds[place] == .isolate { depth += 1 }
      if kinds[place] == .popIsolate { depth -= 1 }
      if depth == 0 { return place }
    }
    return nil
  }

  /// The rules W1 to W7, N1, N2, I1 and I2 on one run.
  private mutating func settle(_ own: [Int], _ base: Int) {
    let embedding: Kind = base % 2 == 0 ? .left : .right
    var run = own.map { kinds[$0] == .isolate || kinds[$0] == .popIsolate ? .neutral : kinds[$0] }
    var strong = embedding
    for place in run.indices {  // W2, W3
      switch run[place] {
      case .left, .right, .arabicLetter: strong = run[place]
      case .number where strong == .arabicLetter: run[place] = .arabicNumber
      default: break
      }
      if run[place] == .arabicLetter { run[place] = .right }
    }
    for place in run.indices.dropFirst().dropLast() {  // W4
      let (before, after) = (run[place - 1], run[place + 1])
      guard before == after else { continue }
      if before == .number, run[place] == .separator || run[place] == .common {
        run[place] = .number
      }
      if before == .arabicNumber, run[place] == .common { run[place] = .arabicNumber }
    }
    for place in run.indices where run[place] == .terminator {  // W5
      let after = run[place...].first { $0 != .terminator }
      if after == .number || (place > 0 && run[place - 1] == .number) { run[place] = .number }
    }
    strong = embedding
    for place in run.indices {  // W6, W7
      switch run[place] {
      case .left, .right: strong = run[place]
      case .number where strong == .left: run[place] = .left
      case .separator, .terminator, .common: run[place] = .neutral
      default: break
      }
    }
    var place = 0
    while place < run.count {  // N1, N2
      guard run[place] == .neutral else {
        place += 1
        continue
      }
      let end = run[place...].firstIndex { $0 != .neutral } ?? run.count
      func side(_ kind: Kind?) -> Kind { kind.map { $0 == .left ? .left : .right } ?? embedding }
      let before = side(place == 0 ? nil : run[place - 1])
      let after = side(end == run.count ? nil : run[end])
      for inner in place..<end { run[inner] = before == after ? before : embedding }
      place = end
    }
    for (place, kind) in zip(own, run) {  // I1, I2
      switch (kind, base % 2) {
      case (.left, 0), (.right, 1): levels[place] = base
      case (.right, _), (.left, _): levels[place] = base + 1
      default: levels[place] = base % 2 == 0 ? base + 2 : base + 1
      }
    }
  }
}
