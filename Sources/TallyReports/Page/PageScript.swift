internal import Tallystick
internal import TransparencyLog

/// The script by which a page checks itself: the same bytes in every page of a release.
///
/// It uses WebCrypto alone and reads only the page. It takes the whole document out before it
/// checks, and shows only what it makes of checked bytes: nothing that stood around them remains.
public enum PageScript {
  /// The script.
  public static let text =
    "\n'use strict';\n" + about + "(() => {\n" + constants + browser + making + checking + showing
    + "})();\n\n"

  private static let about = #"""
    // Checks this page against its own key: the root over the events, both signed notes, and the
    // text and outline of <main>; and makes the page anew of what was checked. Whoever forges the
    // page can forge this too: compare the key.

    """#

  /// What every page has, and which elements and attributes its main part may have.
  private static var constants: String {
    """
      const FRAME = \(PageScript.literal(PageFrame.skeleton));
      const POLICY = [\(PageFrame.policyParts.map(literal).joined(separator: ", "))];
      const STYLE = \(literal(Hash.of(Array(PageStyle.text.utf8)).description));
      const ELEMENTS = new Set(\(literal(PageParts.elements.joined(separator: " "))).split(' '));
      const DRAWN = new Set(\(literal(PageParts.drawn.joined(separator: " "))).split(' '));
      const ATTRIBUTES = new Set(\(literal(PageParts.attributes.joined(separator: " "))).split(' '));
      const SMALL = new Set(\(literal(smallOrders)).split(' '));

    """
  }

  /// The public keys of small order, the bit of the sign aside.
  private static var smallOrders: String {
    Ed25519.smallOrders.map { $0.map(PageScript.hex).joined() }.joined(separator: " ")
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// A text as a literal of JavaScript.
  private static func literal(_ text: String) -> String {
    var bytes = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case UInt8(ascii: "'"), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes + [UInt8(ascii: "'")], as: UTF8.self)
  }
}
