public import TransparencyLog

extension Cosignature {
  /// The instant of its time; nil where that is beyond the years that instants have.
  public var instant: Instant? {
    let (microseconds, overflow) = time.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? nil : Instant(microseconds: microseconds)
  }
}
