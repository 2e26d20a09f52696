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

/// Days as people type them for flags.
enum DateWords {
  /// The one day that `text` means, where whole days are asked for.
  static func day(_ text: String, today: Day, for flag: String) throws -> Day {
    let written = try misread(flag) { try TypedDate.edtf(text, today: today) }
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

  /// Refuses an hour: a cut is made by whole days, and none of what was asked for is dropped.
  private static func refuseTimes(_ text: String, _ written: String, for flag: String) throws {
    guard let stated = try? Stated(parsing: written), written.utf8.contains(UInt8(ascii: "T")),
      let day = stated.latestDay
    else { return }
    throw ValidationError(
      "\(flag): \(quoted(text)) gives an hour, and a cut is made by whole days: give \(day), or cut "
        + "between two events with --as-recorded '#SEQ'.")
  }
}
