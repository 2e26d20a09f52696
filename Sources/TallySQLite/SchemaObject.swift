import Tallystick
internal import TransparencyLog

/// A table, index or trigger of a record, with the text that makes it.
struct SchemaObject: Hashable, Sendable {
  /// The kinds that a record has.
  enum Kind: String {
    case table
    case index
    case trigger
  }

  /// The kind as `sqlite_schema` names it.
  let kind: String

  /// Its name.
  let name: String

  /// The table to which it belongs.
  let table: String

  /// The statement that makes it, exactly as `sqlite_schema` keeps it.
  let sql: String

  /// Creates an object from a row of `sqlite_schema`.
  init(kind: String, name: String, table: String, sql: String) {
    self.kind = kind
    self.name = name
    self.table = table
    self.sql = sql
  }

  /// Creates one of ours from what follows its name.
  init(kind: Kind, name: String, table: String, _ rest: String) {
    self.init(
      kind: kind.rawValue, name: name, table: table,
      sql: "CREATE \(kind.rawValue.uppercased()) \(name)\(rest)")
  }

  /// Creates a table from what follows its name.
  init(table: String, _ rest: String) {
    self.init(kind: .table, name: table, table: table, rest)
  }
}

extension Schema {
  /// Lists how the objects of a file differ from those of a record, in the order of their names.
  ///
  /// - Complexity: O(*n* log *n*) in the number of objects.
  static func differences(in found: [SchemaObject]) -> [String] {
    let known = Set(objects)
    let names = Set(objects.map(\.name))
    let foundNames = Set(found.map(\.name))
    let missing = objects.filter { !foundNames.contains($0.name) }
      .map { ($0.name, "the \($0.kind) \($0.name) is missing") }
    let other = found.filter { !known.contains($0) }
      .map { object in
        names.contains(object.name)
          ? (object.name, "the \(escaped(object.kind)) \(object.name) is not ours")
          : (object.name, "there is a foreign \(escaped(object.kind)) \(quoted(object.name))")
      }
    return (missing + other).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Whether there are tables that are not ours, of whose columns nothing is to be worked out.
  static func hasForeignTables(_ found: [SchemaObject]) -> Bool {
    let known = Set(objects)
    return found.contains { $0.kind == SchemaObject.Kind.table.rawValue && !known.contains($0) }
  }

  /// The names of our tables.
  static let tableNames = objects.filter { $0.kind == SchemaObject.Kind.table.rawValue }.map(\.name)

  /// Whether the tables of a file can be read without running anything that is not ours: they are
  /// all there as we make them, and beside them stand only triggers, which run when something is
  /// written, and tables and views of other names, which nobody asks.
  static func canRead(_ found: [SchemaObject]) -> Bool {
    let known = Set(objects)
    let tables = Set(objects.filter { $0.kind == SchemaObject.Kind.table.rawValue })
    let names = Set(tables.map(\.name))
    return tables.isSubset(of: found)
      && found.allSatisfy { known.contains($0) || $0.isAside(from: names) }
  }

  /// The sentence for a file that differs; nil for one that does not.
  static func complaint(about found: [SchemaObject]) -> String? {
    let differences = differences(in: found)
    guard !differences.isEmpty else { return nil }
    let more = differences.count - 8
    return differences.prefix(8).joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
  }
}

extension SchemaObject {
  /// Whether reading the tables of these names never runs it, as its statement tells too.
  fileprivate func isAside(from names: Set<String>) -> Bool {
    // The index that SQLite makes of the key of a table has no statement.
    if kind == SchemaObject.Kind.index.rawValue { return sql.isEmpty && !names.contains(table) }
    let statements = [
      "trigger": ["CREATE TRIGGER "], "table": ["CREATE TABLE "],
      "view": ["CREATE VIEW "],
    ]
    return statements[kind]?.contains { sql.hasPrefix($0) } == true
      && (kind == "trigger" || !names.contains(name))
  }
}
