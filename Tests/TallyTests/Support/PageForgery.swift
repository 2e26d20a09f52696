import Foundation
import TallyReports
import Tallystick
import Testing
import TransparencyLog

/// What somebody can make of a page who forges its script too.
enum PageForgery {
  /// Claims of any page what a true one does.
  private static let lie = """
    document.getElementById('check').className = 'whole';
    document.getElementById('verdict').textContent = 'Whole under the key '
      + document.getElementById('vkey').textContent + ', which only you can check.';
    """

  /// A page with another number all over it and the lie for its script, which runs only where the
  /// policy of the page names its digest.
  static func forged(_ page: [UInt8], isLetIn: Bool) throws -> [UInt8] {
    let script = PageScript.text
    var page = String(decoding: page, as: UTF8.self)
    try #require(page.contains(script) && page.contains("1,212"))
    page = page.replacingOccurrences(of: script, with: lie)
      .replacingOccurrences(of: "1,212", with: "9,212")
    guard isLetIn else { return Array(page.utf8) }
    let (old, new) = (Hash.of(Array(script.utf8)).base64, Hash.of(Array(lie.utf8)).base64)
    return Array(page.replacingOccurrences(of: old, with: new).utf8)
  }
}
