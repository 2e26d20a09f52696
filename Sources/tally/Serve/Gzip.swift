internal import CZlib

/// Packs bytes by gzip (RFC 1952), by the system's zlib.
enum Gzip {
  /// The bytes as one member without a name or a time; nil where that saves nothing.
  ///
  /// - Complexity: O(*n*), some 20 ns a byte.
  static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard bytes.count <= Int(UInt32.max), tally_gzip_begin(&stream, 6) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    let room = Int(deflateBound(&stream, UInt(bytes.count)))
    guard room <= Int(UInt32.max) else { return nil }
    var isDone = false
    let packed = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(room)
        isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
        count = isDone ? room - Int(stream.avail_out) : 0
      }
    }
    return isDone && packed.count < bytes.count ? packed : nil
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
