internal import Glibc
internal import TallyFetch
internal import TallyNodes
internal import Tallystick
internal import TransparencyLog

/// A log that a server shows over HTTP.
final class ServedLog: LogSource {
  let name: String
  private let address: HTTPAddress
  private let client: HTTPClient

  /// Reads an address; nothing is asked yet.
  init(_ text: String) throws {
    name = text
    do {
      address = try HTTPAddress(parsing: text)
    } catch {
      throw Failure(
        "\(escaped(text)) cannot be fetched: \(escaped(error.description)).",
        hint: "Give an address such as http://record.example.org/, or a folder.")
    }
    client = HTTPClient(address)
  }

  func file(_ path: String, limit: Int) throws -> [UInt8]? {
    let answer: HTTPAnswer
    do {
      answer = try client.send("GET", address.path(of: path), limit: limit)
    } catch {
      throw MirrorError.unreachable(escaped(error.description))
    }
    switch answer.status {
    case 200: return answer.body
    case 404, 410: return nil
    case 300..<400:
      let to = answer["location"].map { " to \(escaped(String($0.prefix(200))))" } ?? ""
      throw MirrorError.unreachable(
        "the server leads elsewhere\(to), which is not followed: give that address")
    default:
      throw MirrorError.unreachable(
        "the server answered \(answer.status) for \(escaped(path))")
    }
  }
}

/// A log whose files a command of the person's fetches, one at a time.
struct FetchedLog: LogSource {
  let name: String
  private let base: String
  private let command: String

  init(_ address: String, by command: String) {
    name = address
    base = address.hasSuffix("/") ? address : address + "/"
    self.command = command
  }

  func file(_ path: String, limit: Int) throws -> [UInt8]? {
    setenv("TALLY_URL", base + path, 1)
    let (status, output) = try Child.shell(command, input: [], limit: limit)
    if status == 0 { return output }
    if status == 22 { return nil }
    throw MirrorError.unreachable(
      "the command of --fetch ended with status \(status) for \(escaped(path))")
  }
}
