internal import Glibc
internal import Tallystick

/// The clock of the machine: the one place that reads it.
enum Clock {
  /// What time it is.
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    return Instant(microseconds: microseconds) ?? Instant.minimum
  }
}

extension EventReader {
  /// Today, in UTC: by the clock, or for a record with a test clock the day of its last event.
  func today() throws -> Day {
    guard let testClock else { return Clock.now().day }
    return try end().recorded?.day ?? testClock.day
  }
}
