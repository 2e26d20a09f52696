internal import Tallystick
internal import TransparencyLog

extension SheetGuessing {
  /// Gives each role the one column that can have it.
  ///
  /// Headings of one meaning go first; one of several means what is left of them, where that is one
  /// thing, and else it is a gap in each of them.
  mutating func assign() throws(FormatError) {
    for (role, heading) in given.columns {
      let named = table.columns.filter { $0.heading == heading }
      guard let column = named.first else {
        let known = table.columns.map { quoted($0.heading) }.joined(separator: ", ")
        throw FormatError("there is no column \(quoted(heading)); the columns: \(known)")
      }
      columns[role] = column
      used.append((role.field, heading))
    }
    let free = table.columns.filter { column in
      !column.heading.isEmpty && !given.columns.contains { $0.heading == column.heading }
    }
    var open: [(column: SheetColumn, roles: [SheetRole])] = []
    var sure: [SheetRole: [SheetColumn]] = [:]
    for column in free where !column.cells.isEmpty {
      let named = roles(of: column).filter { columns[$0] == nil && !isGiven($0.field) }
      let roles = named.filter { column.fits($0) }
      if roles.count == 1, named.count == 1 || !named.contains(where: { $0 == .stated }) {
        sure[roles[0], default: []].append(column)
      } else if roles.count > 1 || roles.count == 1 {
        open.append((column, roles))
      } else if let role = named.first {
        misfit(column, role)
      }
    }
    for role in SheetRole.allCases {
      guard let found = sure[role] else { continue }
      take(found, for: role)
    }
    settle(&open)
    for (column, roles) in open { leave(column, roles) }
    for column in table.columns where column.heading.isEmpty && !column.cells.isEmpty {
      notes.append("column \(column.place + 1) has no heading, and is not used")
    }
  }

  /// What a heading may mean; one that counts things of a lexicon is a number.
  private func roles(of column: SheetColumn) -> [SheetRole] {
    let roles = HeadingWords.roles(of: column.heading)
    if roles.isEmpty, column.isNumbers, thing(in: column.heading) != nil { return [.count] }
    return roles
  }

  /// Takes the one column of a role; of several none.
  private mutating func take(_ found: [SheetColumn], for role: SheetRole) {
    if found.count > 1 {
      put(
        gapColumn(role.field, "\(list(found)): which of these columns is \(role.words)?"), role)
      claimed.insert(role)
    } else if found[0].isTwice {
      put(
        gapColumn(
          role.field, "two columns have the heading \(quoted(found[0].heading)): name them apart"),
        role)
      claimed.insert(role)
    } else {
      columns[role] = found[0]
      used.append((role.field, found[0].heading))
    }
  }

  /// Gives headings of several meanings the meaning that is left, where there is one.
  private mutating func settle(_ open: inout [(column: SheetColumn, roles: [SheetRole])]) {
    var isMoving = true
    while isMoving {
      isMoving = false
      for place in open.indices {
        let left = open[place].roles.filter { columns[$0] == nil && !claimed.contains($0) }
        let before = open[place].roles.count
        open[place].roles = left
        guard left.count == 1, before > 1, !isContested(left[0], open, place) else { continue }
        take([open[place].column], for: left[0])
        open.remove(at: place)
        isMoving = true
        break
      }
    }
  }

  private func isContested(
    _ role: SheetRole, _ open: [(column: SheetColumn, roles: [SheetRole])], _ place: Int
  ) -> Bool {
    open.indices.contains { $0 != place && open[$0].roles.contains(role) }
  }

  /// Leaves a column that may be several things, and says so in the place of each.
  private mutating func leave(_ column: SheetColumn, _ roles: [SheetRole]) {
    if let voice = voice(of: column, roles) {
      take([column], for: voice)
      return
    }
    let left = roles.filter { columns[$0] == nil && !claimed.contains($0) }
    guard !left.isEmpty else {
      notes.append("\(quoted(column.heading)) is not used")
      return
    }
    let meanings = left.map(\.words).joined(separator: ", or ")
    for role in left {
      put(
        gapColumn(
          role.field,
          "does \(quoted(column.heading)) tell \(meanings)? Then name it here, else take this away"),
        role)
      claimed.insert(role)
    }
  }

  /// What a column of sources that the record knows is: those through whom words were read, or
  /// those who speak.
  private func voice(of column: SheetColumn, _ roles: [SheetRole]) -> SheetRole? {
    guard roles.contains(.via), roles.contains(.speaker) else { return nil }
    let kinds = column.texts.map { names.source(named: $0).flatMap { names.sources[$0]?.kind } }
    if kinds.allSatisfy({ $0 == "outlet" || $0 == "agency" }) { return nil }
    let speak = kinds.allSatisfy { kind in kind.map { $0 != "outlet" && $0 != "agency" } ?? false }
    return speak && columns[.speaker] == nil ? .speaker : nil
  }

  /// Says that the cells of a column are not what its heading says.
  private mutating func misfit(_ column: SheetColumn, _ role: SheetRole) {
    let fault = role == .label ? "stands there twice" : "is not"
    let cell = column.misfit(role).map { "\($0) \(fault)" } ?? "not every row has one"
    if role == .label || role == .url || role == .quote || role == .place {
      notes.append("\(quoted(column.heading)) should be \(role.words), and \(cell): it is not used")
    } else {
      put(
        gapColumn(
          role.field,
          "\(quoted(column.heading)) should be \(role.words), and \(cell)"), role)
      claimed.insert(role)
    }
  }

  /// Puts what stands for a role into the map.
  mutating func put(_ value: JSONValue, _ role: SheetRole) {
    switch role {
    case .stated, .label: map[role.rawValue] = value
    case .speaker, .via, .quote: body[role.rawValue] = value
    case .url: body["capture"] = .object(["url": value])
    case .direction: claim["from"] = claim["from"] ?? value
    default: claim[role.rawValue] = value
    }
  }
}
