internal import Tallystick
internal import TransparencyLog

/// What a report says that has no handover to show.
enum NothingText {
  /// What a list of single handovers says that is empty: totals, parts, and numbers without a direction
  /// may have been said.
  static let noHandover =
    "There is no handover to list. What is said in all, in part or without a direction stands in "
    + "`tally totals`."

  /// That nothing was said, or who says that nothing was handed over: a 0 is no silence.
  static func lines(
    _ zeros: some Collection<Handovers.Listed>,
    else nothing: String = "Nothing was said of any handover."
  ) -> [String] {
    guard !zeros.isEmpty else { return [nothing] }
    return ["No handover is known; that there was none is said:"]
      + zeros.map { escaped("#\($0.seq) \($0.row): \($0.why)") }
  }

  /// Who says, beside what was handed over, that on other days nothing was.
  static func notes(_ zeros: some Collection<Handovers.Listed>) -> [String] {
    zeros.map { escaped("Of no handover: #\($0.seq) \($0.row): \($0.why)") }
  }
}
