import Tallystick
import Testing
import TransparencyLog

/// A text and the value that it says.
struct JSONSample: Sendable, CustomTestStringConvertible {
  let text: String
  let value: JSONValue

  init(_ text: String, _ value: JSONValue) {
    self.text = text
    self.value = value
  }

  var testDescription: String { text }
}

/// An input that the JSON reader refuses, why, and at which byte.
struct JSONRefusal: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let reason: String
  let offset: Int

  init(_ bytes: [UInt8], _ offset: Int, _ reason: String) {
    self.bytes = bytes
    self.reason = reason
    self.offset = offset
  }

  init(_ text: String, _ offset: Int, _ reason: String) {
    self.init(Array(text.utf8), offset, reason)
  }

  var testDescription: String { String(decoding: bytes, as: UTF8.self) }

  static let all = structure + words + numbers + keys + strings + encodings

  private static let noValue = "no JSON value begins here"
  private static let inArray = "a comma or ] should stand here"
  private static let inObject = "a comma or } should stand here"
  private static let quotedKey = "a key in double quotes should stand here"
  private static let follows = "something follows the value; leave it out"

  private static let structure = [
    JSONRefusal("", 0, "the input is empty"),
    JSONRefusal(" \n", 2, "the input ends where a value should stand"),
    JSONRefusal("[1,", 3, "the input ends where a value should stand"),
    JSONRefusal("\u{FEFF}[]", 0, "the input begins with a byte order mark; leave it out"),
    JSONRefusal("[]\u{FEFF}", 2, follows),
    JSONRefusal("{} x", 3, follows),
    JSONRefusal("1 2", 2, follows),
    JSONRefusal("truetrue", 4, follows),
    JSONRefusal("[]\0", 2, follows),
    JSONRefusal("\u{A0}1", 0, noValue),
    JSONRefusal("\u{C}1", 0, noValue),
    JSONRefusal("/**/1", 0, noValue),
    JSONRefusal("'a'", 0, noValue),
    JSONRefusal("[1,]", 3, noValue),
    JSONRefusal("[,1]", 1, noValue),
    JSONRefusal("[", 1, "the input ends where a value should stand"),
    JSONRefusal("[1", 2, inArray),
    JSONRefusal("[1 2]", 3, inArray),
    JSONRefusal("[1}", 2, inArray),
    JSONRefusal("{\"a\":1", 6, inObject),
    JSONRefusal("{\"a\":1]", 6, inObject),
    JSONRefusal("{\"a\" 1}", 5, "a colon should stand here"),
    JSONRefusal("{\"a\":}", 5, noValue),
    JSONRefusal("{", 1, quotedKey),
    JSONRefusal("{a:1}", 1, quotedKey),
    JSONRefusal("{1:1}", 1, quotedKey),
    JSONRefusal("{\"a\":1,}", 7, quotedKey),
  ]

  private static let noNull = "null is not allowed; leave the member out"
  private static let noWord = "this word is no JSON value; only true and false are"

  private static let words = [
    JSONRefusal("null", 0, noNull),
    JSONRefusal("{\"a\":null}", 5, noNull),
    JSONRefusal("nul", 0, noWord),
    JSONRefusal("tru", 0, noWord),
    JSONRefusal("fals]", 0, noWord),
    JSONRefusal("[undefined]", 1, noWord),
    JSONRefusal("True", 0, noValue),
    JSONRefusal("NaN", 0, noValue),
  ]

  private static let fraction = "a fraction or an exponent is not allowed; write a whole number"
  private static let zeros = "a number must not begin with needless zeros"
  private static let beyond =
    "the number is beyond 9007199254740991 either way; write it as a string"

  private static let numbers = [
    JSONRefusal("1.0", 1, fraction),
    JSONRefusal("[1e3]", 2, fraction),
    JSONRefusal("-2E-7", 2, fraction),
    JSONRefusal("0.5", 1, fraction),
    JSONRefusal("-0.0", 2, fraction),
    JSONRefusal(".5", 0, noValue),
    JSONRefusal("+1", 0, noValue),
    JSONRefusal("-0", 0, "-0 is not allowed; write 0"),
    JSONRefusal("01", 0, zeros),
    JSONRefusal("[-00]", 2, zeros),
    JSONRefusal("-", 1, "a digit should stand here"),
    JSONRefusal("[-a]", 2, "a digit should stand here"),
    JSONRefusal("0x10", 1, follows),
    JSONRefusal("9007199254740992", 0, beyond),
    JSONRefusal("[-9007199254740992]", 1, beyond),
    JSONRefusal("9223372036854775808", 0, beyond),
    JSONRefusal(String(repeating: "9", count: 60_000), 0, beyond),
  ]

  private static let plain = "a key must be one or more of a-z, 0-9 and _"
  private static let twice = "this key stands twice in one object"

  private static let keys = [
    JSONRefusal("{\"\":1}", 1, plain),
    JSONRefusal("{\"a\":1,\"B\":1}", 7, plain),
    JSONRefusal("{\"a-b\":1}", 1, plain),
    JSONRefusal("{\"\u{E9}\":1}", 1, plain),
    JSONRefusal("{\"a\\u0000\":1}", 1, plain),
    JSONRefusal("{\"a`\":1}", 1, plain),
    JSONRefusal("{\"a{\":1}", 1, plain),
    JSONRefusal("{\"a/\":1}", 1, plain),
    JSONRefusal("{\"a:\":1}", 1, plain),
    JSONRefusal("{\"a\":1,\"a\":1}", 7, twice),
    JSONRefusal("{\"a\":1,\"\\u0061\":2}", 7, twice),
    JSONRefusal("{\"b\":1,\"a\":1,\"b\":1}", 13, twice),
    JSONRefusal("{\"b\":1,\"a\":1,\"a\":1}", 13, twice),
    JSONRefusal("[{\"a\":{\"b\":1,\"c\":1,\"b\":1}}]", 19, twice),
  ]

  private static let control = "a control character must be written as an escape"
  private static let noEscape = "JSON has no such escape"
  private static let fourDigits = "four hexadecimal digits should follow \\u"
  private static let half = "this is half of a surrogate pair; write both halves"
  private static let inString = "the input ends inside a string"

  private static let strings = [
    JSONRefusal("\"", 1, inString),
    JSONRefusal("\"a", 2, inString),
    JSONRefusal("\"a\\\"", 4, inString),
    JSONRefusal("\"\\", 2, inString),
    JSONRefusal("\"a\nb\"", 2, control),
    JSONRefusal("\"\0\"", 1, control),
    JSONRefusal("\"\u{1F}\"", 1, control),
    JSONRefusal("\"\\\n\"", 1, noEscape),
    JSONRefusal("\"a\\x41\"", 2, noEscape),
    JSONRefusal("\"\\U0041\"", 1, noEscape),
    JSONRefusal("\"\\'\"", 1, noEscape),
    JSONRefusal("\"\\u12\"", 1, fourDigits),
    JSONRefusal("\"\\u12G4\"", 1, fourDigits),
    JSONRefusal("\"\\u+123\"", 1, fourDigits),
    JSONRefusal("\"\\ud83d\"", 1, half),
    JSONRefusal("\"a\\udE02\"", 2, half),
    JSONRefusal("\"\\ud83d\\ud83d\"", 1, half),
    JSONRefusal("\"\\ud83d\\u0041\"", 1, half),
    JSONRefusal("\"\\ud83dude02\"", 1, half),
    JSONRefusal("\"\\ude02\\ud83d\"", 1, half),
    JSONRefusal("\"\\ud83d\\ude0\"", 1, half),
  ]

  private static let overlong = "not UTF-8: a character in more bytes than it needs"
  private static let outside = "not UTF-8: a byte or code point beyond U+10FFFF"
  private static let cut = "not UTF-8: a character cut short"

  private static let encodings = [
    quoted([0x61, 0x80], 2, "not UTF-8: a continuation byte without its first byte"),
    quoted([0xC0, 0x80], 1, overlong),
    quoted([0xC1, 0xBF], 1, overlong),
    quoted([0xE0, 0x9F, 0xBF], 1, overlong),
    quoted([0xF0, 0x8F, 0xBF, 0xBF], 1, overlong),
    quoted([0xED, 0xA0, 0x80], 1, "not UTF-8: a surrogate"),
    quoted([0xED, 0xBF, 0xBF], 1, "not UTF-8: a surrogate"),
    quoted([0xF4, 0x90, 0x80, 0x80], 1, outside),
    quoted([0xF5, 0x80, 0x80, 0x80], 1, outside),
    quoted([0xFF], 1, outside),
    quoted([0xC3], 1, cut),
    quoted([0xE2, 0x82], 1, cut),
    quoted([0xF0, 0x9F, 0x98], 1, cut),
    quoted([0xC3, 0xA9, 0xE2, 0x82, 0x61], 3, cut),
    quoted([0x5C, 0x6E, 0xC3], 3, cut),
    quoted([0x5C, 0xC3], 2, cut),
    quoted([0x5C, 0xC3, 0xA9], 1, noEscape),
  ]

  private static func quoted(_ bytes: [UInt8], _ offset: Int, _ reason: String) -> JSONRefusal {
    JSONRefusal([0x22] + bytes + [0x22], offset, reason)
  }
}
