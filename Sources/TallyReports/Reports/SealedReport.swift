public import Tallystick

/// Sealed fields with the audiences to which they go, as rows.
public struct SealedReport: Sendable {
  /// The fields, in the order of their events, each with its audiences.
  public let lines: [(field: SealedField, audiences: [String])]

  /// Makes the report of some fields.
  ///
  /// - Complexity: O(*n*) in the number of fields and audiences.
  public init(_ fields: [SealedField], audiences: [DisclosureAudience]) {
    let byDigest = Dictionary(grouping: audiences, by: \.digest)
    lines = fields.map { ($0, (byDigest[$0.digest] ?? []).map(\.audience)) }
  }

  /// The stable JSON form: `{"rows":[…]}`.
  public var json: JSONObject {
    [
      "rows": .array(
        lines.map { field, audiences in
          var row = field.json
          row["event"] = .integer(Int64(field.seq))
          row["label"] = .orNull(field.label)
          row["audiences"] = .array(audiences.map(JSONValue.string))
          return .object(row)
        })
    ]
  }

  /// One row for each field.
  public var table: Table {
    var table = Table(["event", "label", "field", "state", "erased_by", "audiences", "digest"])
    for (field, audiences) in lines {
      table.add([
        .number(field.seq), .orNone(field.label), .text(field.path),
        .text(field.state.rawValue), .orNone(field.erasedBy.map(Int64.init)),
        .orNone(audiences.isEmpty ? nil : audiences.joined(separator: " ")),
        .text(field.digest),
      ])
    }
    return table
  }
}
