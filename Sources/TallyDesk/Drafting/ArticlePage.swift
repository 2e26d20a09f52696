package import Tallystick
internal import TransparencyLog

/// The page that an article stands on, as the person says who drafts from it.
package struct ArticlePage: Hashable, Sendable {
  /// The short id of the outlet.
  package var outlet: String

  /// The day of the page, as EDTF.
  package var published: Stated

  /// Where it stands.
  package var url: String?

  /// The SHA-256 of the file that is read, in hexadecimal.
  package var sha256: String?

  /// The language; by the letters where it is nil.
  package var language: String?

  /// Creates a page.
  package init(
    outlet: String, published: Stated, url: String? = nil, sha256: String? = nil,
    language: String? = nil
  ) {
    self.outlet = outlet
    self.published = published
    self.url = url
    self.sha256 = sha256
    self.language = language
  }

  /// What events keep of where the words stand.
  package var capture: JSONObject? {
    var capture = JSONObject()
    capture["url"] = url.map(JSONValue.string)
    capture["sha256"] = sha256.map(JSONValue.string)
    return capture.members.isEmpty ? nil : capture
  }
}
