internal import ArgumentParser
internal import Tallystick
internal import TransparencyLog

/// Reads the value of a flag; text that has not the form it should have is a wrong command line.
func misread<Value>(_ flag: String, _ read: () throws -> Value) throws -> Value {
  do {
    return try read()
  } catch let error as FormatError {
    throw ValidationError("\(flag): \(error).")
  }
}

/// Dates as people type them, read as EDTF.
///
/// Besides EDTF: `today`, `yesterday`, `13 June 2025`, `June 13, 2025` and `13.06.2025`. Dates
/// with slashes are refused, as nobody knows which number is the month.
enum DateWords {
  /// The one day that `text` means, where whole days are asked for.
  static func day(_ text: String, today: Day, for flag: String) throws -> Day {
    try refuseSlashes(text, for: flag)
    let written = edtf(text, today: today)
    try refuseTimes(text, written, for: flag)
    let date = try misread(flag) { try EDTFDate(parsing: written) }
    guard !date.isUncertain, !date.isApproximate else {
      throw ValidationError("\(flag): \(quoted(text)) is not sure; give one day, as 2025-06-13.")
    }
    guard date.isSingleDay, let day = date.earliest else {
      throw ValidationError(
        "\(flag): \(quoted(text)) is more than one day; give one, as 2025-06-13.")
    }
    return day
  }

  /// The days of `FROM..TO`, either end of which may be left out; one day alone is both.
  static func days(_ text: String, today: Day, for flag: String) throws -> (Day?, Day?) {
    let bytes = Array(text.utf8)
    let dots = bytes.indices.dropLast().first {
      bytes[$0] == UInt8(ascii: ".") && bytes[$0 + 1] == UInt8(ascii: ".")
    }
    func end(_ part: ArraySlice<UInt8>) throws -> Day? {
      let word = String(decoding: part, as: UTF8.self)
      return word.isEmpty ? nil : try day(word, today: today, for: flag)
    }
    guard let dots else {
      let only = try end(bytes[...])
      return (only, only)
    }
    let (from, to) = (try end(bytes[..<dots]), try end(bytes[(dots + 2)...]))
    if let from, let to, from > to {
      throw ValidationError("\(flag): \(from) lies after \(to); write the earlier day first.")
    }
    guard from != nil || to != nil else {
      throw ValidationError("\(flag): give at least one day, as 2025-06-11..2025-06-16.")
    }
    return (from, to)
  }

  /// `text` as EDTF, or unchanged where it is no date in words.
  static func edtf(_ text: String, today: Day) -> String {
    switch text.lowercased() {
    case "today": return today.description
    case "yesterday": return today.previous.description
    default: break
    }
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
    if words.count == 3, let year = Int(words[2]), words[2].utf8.count == 4 {
      for (dayWord, monthWord) in [(words[0], words[1]), (words[1], words[0])] {
        if let number = Int(dayWord), let month = month(monthWord),
          let day = Day(year: year, month: month, day: number)
        {
          return day.description
        }
      }
    }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    if numbers.count == 3, let number = numbers[0], let month = numbers[1], let year = numbers[2],
      year >= 1000, let day = Day(year: year, month: month, day: number)
    {
      return day.description
    }
    return text
  }

  /// Refuses an hour: a cut is made by whole days, and none of what was asked for is dropped.
  private static func refuseTimes(_ text: String, _ written: String, for flag: String) throws {
    guard let stated = try? Stated(parsing: written), written.utf8.contains(UInt8(ascii: "T")),
      let day = stated.latestDay
    else { return }
    throw ValidationError(
      "\(flag): \(quoted(text)) gives an hour, and a cut is made by whole days: give \(day), or cut "
        + "between two events with --as-recorded '#SEQ'.")
  }

  /// Refuses `06/12/2025`.
  static func refuseSlashes(_ text: String, for flag: String) throws {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, !numbers.contains(nil) else { return }
    throw ValidationError(
      "\(flag): \(quoted(text)) does not say which number is the month; write 2025-06-13.")
  }

  private static func month(_ word: String) -> Int? {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    let lower = word.lowercased()
    guard lower.utf8.count >= 3 else { return nil }
    return names.firstIndex { $0.hasPrefix(lower) }.map { $0 + 1 }
  }
}
