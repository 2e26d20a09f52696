internal import Glibc
internal import Tallystick

/// A line on the terminal about work that takes longer than a second.
struct Progress {
  private let what: String
  private var total: Int
  private let started = Clock.now()
  private let isShown = StandardError.isTerminal
  private var last = Clock.now()
  private var isOnScreen = false

  /// Creates the progress of `what`, of `total` steps.
  init(_ what: String, of total: Int) {
    self.what = what
    self.total = total
  }

  /// Notes that `done` of `total` steps are done.
  mutating func advance(to done: Int, of total: Int) {
    self.total = total
    advance(to: done)
  }

  /// Notes that `done` steps are done.
  mutating func advance(to done: Int) {
    guard isShown, done % 1024 == 0 else { return }
    let now = Clock.now()
    guard now.microseconds - started.microseconds > 1_000_000,
      now.microseconds - last.microseconds > 200_000
    else { return }
    last = now
    isOnScreen = true
    let width = 30
    let filled = Int(Double(width) * min(1, Double(done) / Double(max(total, 1))))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    StandardError.write("\r\(what) \(bar) \(grouped(Int64(done))) of \(grouped(Int64(total)))")
  }

  /// Takes the line off the terminal.
  mutating func end() {
    if isOnScreen { StandardError.write("\r\u{1B}[K") }
    isOnScreen = false
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
