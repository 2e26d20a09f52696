/// What a browser asks of the desk.
package struct DeskRequest: Sendable {
  /// The method, such as `GET`.
  package let method: String

  /// The path and the query, percent-encoded as they were sent.
  package let target: String

  /// The header fields, in their order.
  package let headers: [(name: String, value: String)]

  /// The body.
  package let body: [UInt8]

  /// Creates a request.
  package init(
    method: String, target: String, headers: [(name: String, value: String)], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The values of all fields of a name in lower case.
  func values(_ name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name }.map(\.value)
  }

  /// The only value of a field; nil where there is none, and where there are several.
  func value(_ name: String) -> String? {
    let values = values(name)
    return values.count == 1 ? values[0] : nil
  }
}
