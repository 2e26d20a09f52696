internal import Glibc
internal import Synchronization

/// The time as `Date` tells it (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
  /// The time now, put into words once a second.
  static var now: String {
    let seconds = time(nil)
    return last.withLock { last in
      if last.seconds != seconds { last = (seconds, text(seconds)) }
      return last.text
    }
  }

  private static let last = Mutex((seconds: -1, text: ""))

  /// The second `seconds` since 1970.
  static func text(_ seconds: Int) -> String {
    var (when, parts) = (time_t(seconds), tm())
    guard gmtime_r(&when, &parts) != nil else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
    let day = days[Int(parts.tm_wday)]
    let month = months[Int(parts.tm_mon)]
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(two).joined(separator: ":")
    return "\(day), \(two(parts.tm_mday)) \(month) \(Int(parts.tm_year) + 1900) \(clock) GMT"
  }

  private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
