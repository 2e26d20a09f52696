internal import Tallystick
internal import TransparencyLog

/// Data as a terminal may get it: what would act on it is escaped, as each form has it.
enum TerminalSafe {
  /// JSON, which stays the same value: a character that would act is written `\u202e`.
  static func json(_ bytes: [UInt8]) -> [UInt8] {
    escaped(bytes) { scalar in
      String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
  }

  /// CSV, with `\u{202e}` as in a report for people.
  static func csv(_ bytes: [UInt8]) -> [UInt8] {
    escaped(bytes) { "\\u{\(String($0.value, radix: 16))}" }
  }

  /// Replaces what would act, but line ends.
  private static func escaped(
    _ bytes: [UInt8], _ escape: (Unicode.Scalar) -> String
  ) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    var result: [UInt8] = []
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      let isLineEnd = scalar == "\n" || (scalar == "\r" && scalars.first == "\n")
      result +=
        isLineEnd || !isHarmful(scalar) ? Array(String(scalar).utf8) : Array(escape(scalar).utf8)
    }
    return result
  }
}
