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

  /// The day of an instant where this machine is, by its time zone (`TZ`, else /etc/localtime).
  static func localDay(at instant: Instant) -> Day {
    tzset()
    var seconds = time_t(instant.microseconds / 1_000_000)
    var local = tm()
    guard localtime_r(&seconds, &local) != nil else { return instant.day }
    return Day(
      year: Int(local.tm_year) + 1900, month: Int(local.tm_mon) + 1, day: Int(local.tm_mday))
      ?? instant.day
  }
}

extension EventReader {
  /// Today, in UTC: by the clock, or for a record with a test clock the day of its last event.
  func today() throws -> Day {
    guard let testClock else { return Clock.now().day }
    return try end().recorded?.day ?? testClock.day
  }

  /// Today where the recorder is, which is what people mean by the word; for a record with a test
  /// clock, which is nowhere, its day in UTC.
  func localToday() throws -> Day {
    testClock == nil ? Clock.localDay(at: Clock.now()) : try today()
  }
}
