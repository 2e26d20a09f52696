internal import Tallystick
internal import TransparencyLog

/// What a site answers: the bytes of a path, and how they may be kept.
package struct SiteAnswer: Sendable, Hashable {
  /// How long an answer may be kept by others.
  package enum Caching: String, Sendable {
    /// It must be asked for again each time.
    case never = "no-cache"
    /// It is of now, and may change with every event.
    case now = "public, max-age=5, must-revalidate"
    /// It is of a day that is past, which later amendments and links may still change.
    case past = "public, max-age=300"
    /// It goes away once what it is part of is full.
    case partial = "public, max-age=60"
    /// It is for whom it was made alone, and kept by nobody.
    case secret = "private, no-store"
    /// It never changes.
    case forever = "public, max-age=31536000, immutable"
  }

  /// The HTTP status.
  package var status = 200

  /// The media type.
  package let type: String

  /// The bytes.
  package let bytes: [UInt8]

  /// How long it may be kept.
  package var caching: Caching

  /// Where to look instead, relative to the path asked for.
  package var location: String?

  /// Whether it is a page that has its style in it, as ``PlainStyle``.
  package var isPlain = false

  /// Whether any page on the web may read it by script: data is public, pages are not needed.
  package var isData = false

  /// What tells these bytes from others of the same path, in quotation marks (RFC 9110 §8.8.3).
  package var etag: String { "\"\(SiteAnswer.digest(bytes))\"" }
}

extension SiteAnswer {
  /// The fields of the header that go with it, but for its length and the date.
  package var fields: [(name: String, value: String)] {
    var fields = [
      ("Content-Type", type), ("Cache-Control", caching.rawValue),
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      (
        "Content-Security-Policy",
        (isPlain ? PlainStyle.policy : SiteAnswer.policy) + "; frame-ancestors 'none'"
      ),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]
    if status == 200, caching != .secret { fields.append(("ETag", etag)) }
    if let location { fields.append(("Location", location)) }
    if isData {
      fields.append(("Access-Control-Allow-Origin", "*"))
      fields.append(("Cross-Origin-Resource-Policy", "cross-origin"))
    }
    return fields
  }

  /// What a page may load and do: its own style, its own script, and data of its own site.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; connect-src 'self'; "
    + "base-uri 'none'; form-action 'self'"
}

extension SiteAnswer {
  /// The first 32 digits of the SHA-256 of bytes.
  static func digest(_ bytes: [UInt8]) -> String { String(Hash.of(bytes).description.prefix(32)) }
}
