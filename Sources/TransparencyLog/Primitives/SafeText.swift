/// Text from data, made harmless for a terminal or a message.
///
/// Control characters, line and paragraph separators, bidirectional controls, and invisible
/// characters are written as `\u{…}`; everything else stays.
///
/// - Complexity: O(*n*) in the length of the text.
package func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }),
    text.unicodeScalars.contains(where: { isHarmful($0) })
  else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isHarmful(scalar) {
      result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// The first 60 characters of a text from data, made harmless and put in quotation marks.
package func quoted(_ text: String) -> String {
  let scalars = text.unicodeScalars
  let head = escaped(String(String.UnicodeScalarView(scalars.prefix(60))))
  return scalars.count > 60 ? "\"\(head)…\"" : "\"\(head)\""
}

package func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: true
  case 0xAD, 0x61C, 0x180E, 0xFEFF: true
  case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
  case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
  default: false
  }
}
