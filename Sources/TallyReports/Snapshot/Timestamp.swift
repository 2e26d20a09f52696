internal import Tallystick
public import TransparencyLog

/// The answer of a time-stamping authority (RFC 3161): by its word, a text was there at some time.
///
/// It is of the text of a checkpoint, and not of the note, to which witnesses add lines. Whether the
/// authority signed it is for `openssl ts` to find out.
public struct Timestamp: Hashable, Sendable {
  /// The most bytes of an answer that is kept, with the certificates that it brings.
  public static let maxByteCount = 65_536

  /// The most answers that go with a snapshot.
  public static let mostInSnapshot = 99

  /// The answer in DER, as the authority gave it.
  public let bytes: [UInt8]

  /// Takes an answer.
  ///
  /// - Throws: When it is too long, or says nothing of this text.
  /// - Complexity: O(*n*).
  public init(_ bytes: [UInt8], over text: [UInt8]) throws(FormatError) {
    guard bytes.count <= Self.maxByteCount else {
      throw FormatError("an answer has at most \(Self.maxByteCount) bytes")
    }
    let hash = Hash.of(text).bytes
    let isOf = [Self.sha256, Self.sha256 + [0x05, 0x00]].contains { algorithm in
      Self.holds(bytes, algorithm + [0x04, UInt8(hash.count)] + hash)
    }
    guard isOf else { throw FormatError("it names no SHA-256 of this text") }
    self.bytes = bytes
  }

  /// What an authority is asked, in DER: to stamp the SHA-256 of a text, and to add its certificate.
  public static func query(over text: [UInt8]) -> [UInt8] {
    // TimeStampReq: version 1, the algorithm and the hash, certReq TRUE.
    var bytes: [UInt8] = [0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31, 0x30, 0x0D]
    bytes += sha256
    bytes += [0x05, 0x00, 0x04, 0x20]
    bytes += Hash.of(text).bytes
    bytes += [0x01, 0x01, 0xFF]
    return bytes
  }

  /// The OBJECT IDENTIFIER of SHA-256, in DER.
  private static let sha256: [UInt8] = [
    0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
  ]

  private static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard bytes.count >= part.count else { return false }
    return (0...(bytes.count - part.count)).contains { start in
      bytes[start] == part[0] && bytes[start..<(start + part.count)].elementsEqual(part)
    }
  }
}

extension SnapshotFile {
  /// The folder of the answers of time-stamping authorities.
  public static let stampFolder = "timestamps"

  /// The path of an answer of a time-stamping authority, from 1.
  public static func stamp(_ number: Int) -> String { "\(stampFolder)/\(number).tsr" }

  /// Whether a path is one of ``stamp(_:)``.
  static func isStamp(_ path: String) -> Bool {
    guard path.hasPrefix("\(stampFolder)/"), path.hasSuffix(".tsr"),
      let number = Decimal.parse(
        Array(path.utf8.dropFirst(stampFolder.utf8.count + 1).dropLast(4))[...])
    else { return false }
    return (1...Timestamp.mostInSnapshot).contains(number)
  }
}
