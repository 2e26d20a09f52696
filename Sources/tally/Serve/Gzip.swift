internal import CZlib

/// Packs bytes by gzip (RFC 1952), by the system's zlib where that is there.
enum Gzip {
  /// The bytes as one member without a name or a time; nil where that saves nothing, or without zlib.
  ///
  /// - Complexity: O(*n*), some 20 ns a byte.
  static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    let room = tally_gzip_room(bytes.count)
    guard room > 0 else { return nil }
    let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        count = tally_gzip(input.baseAddress, input.count, buffer.baseAddress, room)
      }
    }
    return !packed.isEmpty && packed.count < bytes.count ? packed : nil
  }

  /// Whether who sends this field `Accept-Encoding` takes gzip (RFC 9110 §12.5.3).
  static func isAccepted(by field: String?) -> Bool {
    guard let field else { return false }
    for part in field.split(separator: ",") {
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
      guard let name = pieces.first?.lowercased(), name == "gzip" || name == "x-gzip" else {
        continue
      }
      let weight = pieces.dropFirst().first { $0.lowercased().hasPrefix("q=") }
      return weight.flatMap { Double($0.dropFirst(2)) } != 0
    }
    return false
  }
}
