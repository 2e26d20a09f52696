internal import Glibc
internal import TallyReports
internal import Tallystick

/// A line on the terminal about work that takes longer than a second.
struct Progress {
  private var what: String
  private var total: Int
  private let started = Clock.now()
  private let isShown = StandardError.isTerminal
  private var last = Clock.now()
  private var isOnScreen = false

  /// How many times 256 steps were done when the clock was last looked at.
  private var step = 0

  /// Creates the progress of `what`, of `total` steps.
  init(_ what: String = "", of total: Int = 0) {
    self.what = what
    self.total = total
  }

  /// Notes that `done` of `total` steps of a stage are done; of a stage that cannot count its steps
  /// `total` is 0.
  mutating func advance(_ stage: String, to done: Int, of total: Int) {
    let isNew = stage != what
    (what, self.total) = (stage, total)
    if isNew {
      step = 0
      show(done, after: 0)
    } else {
      advance(to: done)
    }
  }

  /// Notes that `done` of `total` steps are done.
  mutating func advance(to done: Int, of total: Int) {
    self.total = total
    advance(to: done)
  }

  /// Notes that `done` steps are done.
  mutating func advance(to done: Int) {
    guard done / 256 != step || total < 256 else { return }
    step = done / 256
    show(done, after: 200_000)
  }

  private mutating func show(_ done: Int, after microseconds: Int64) {
    guard isShown else { return }
    let now = Clock.now()
    guard now.microseconds - started.microseconds > 1_000_000,
      now.microseconds - last.microseconds > microseconds
    else { return }
    last = now
    isOnScreen = true
    StandardError.write("\r\u{1B}[K\(line(done))")
  }

  private func line(_ done: Int) -> String {
    guard total > 0 else { return "\(what) …" }
    let width = 30
    let filled = Int(Double(width) * min(1, Double(done) / Double(total)))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return "\(what) \(bar) \(grouped(Int64(done))) of \(grouped(Int64(total)))"
  }

  /// Takes the line off the terminal.
  mutating func end() {
    if isOnScreen { StandardError.write("\r\u{1B}[K") }
    isOnScreen = false
  }
}

extension SnapshotStage {
  /// What is done while a snapshot is written.
  var writing: String {
    switch self {
    case .events: "Writing events"
    case .standing: "Working out what stands"
    case .reports: "Writing reports"
    case .page: "Writing the page"
    }
  }

  /// What is done while a snapshot is verified.
  var checking: String {
    switch self {
    case .events: "Checking events"
    case .standing: "Working out what stands"
    case .reports: "Checking reports"
    case .page: "Checking the page"
    }
  }
}

/// The number with commas between groups of three digits.
func grouped(_ number: Int64) -> String {
  let digits = Array(String(number.magnitude).utf8)
  var text: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place) % 3 == 0 { text.append(UInt8(ascii: ",")) }
    text.append(digit)
  }
  return String(decoding: text, as: UTF8.self)
}
