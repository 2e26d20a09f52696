import Tallystick
import Testing

struct EDTFDateComparingTests {
  static let orders: [(String, String, Precedence)] = [
    ("2025-06-11", "2025-06-12", .certainlyBefore), ("2025-06-11", "2025-06-11", .possibly),
    ("2025-06-11?", "2025-06-12~", .certainlyBefore), ("2025-06", "2025-06-30", .possibly),
    ("2025-06", "2025-07", .certainlyBefore), ("../2025-06-11", "2025-06-12", .certainlyBefore),
    ("2025-06-11/..", "2026", .possibly), ("2025-06-10", "2025-06-11/..", .certainlyBefore),
    ("../..", "2025", .possibly), ("[2024,2026]", "2025", .possibly),
    ("{2024,2026}", "2027", .certainlyBefore), ("201X", "2020", .certainlyBefore),
    ("XXXX-06-13", "2025-06-13", .possibly), ("-0044", "0001", .certainlyBefore),
    ("9999", "Y10000", .certainlyBefore), ("Y-10000", "-9999", .certainlyBefore),
  ]

  @Test(arguments: EDTFDateComparingTests.orders)
  func `order is said only where it is certain`(
    left: String, right: String, order: Precedence
  ) throws {
    let (left, right) = (try EDTFDate(parsing: left), try EDTFDate(parsing: right))
    let mirrored: Precedence = order == .certainlyBefore ? .certainlyAfter : order
    #expect(left.compare(to: right) == order)
    #expect(right.compare(to: left) == mirrored)
  }

  static let places: [(String, Containment)] = [
    ("2025-06-10", .inside), ("2025-06-20", .inside), ("2025-06-09", .outside),
    ("2025-06-21", .outside), ("2025-06-10/2025-06-20", .inside), ("2025-06", .straddling),
    ("2025-06-01/2025-06-10", .straddling), ("2025-06-20/..", .straddling),
    ("../2025-06-09", .outside), ("../2025-06-15", .straddling), ("../..", .straddling),
    ("2025-06-1X", .inside), ("2025-06-X5", .straddling), ("2025-06-X9", .straddling),
    ("2025-06-X1", .straddling), ("2025-XX-05", .outside), ("2025-XX-12", .straddling),
    ("2025-XX-10", .straddling), ("2025-XX-20", .straddling),
    ("XXXX-06-13", .straddling), ("XXXX-06-21", .outside), ("2XX5-06-13", .straddling),
    ("-XXXX-06-13", .outside), ("[2025-06-09,2025-06-21]", .outside),
    ("[2025-06-10,2025-06-20]", .inside), ("[2025-06-10,2025-06-21]", .straddling),
    ("{..2025-06-09,2025-06-21..}", .outside), ("2025-06-13?", .inside),
  ]

  @Test(arguments: EDTFDateComparingTests.places)
  func `a date lies inside a cut only as a whole`(text: String, place: Containment) throws {
    let (from, to) = (try Day(parsing: "2025-06-10"), try Day(parsing: "2025-06-20"))
    #expect(try EDTFDate(parsing: text).lies(within: from, to: to) == place)
  }

  static let cuts: [(String, String?, String?, Containment)] = [
    ("2025-06-20", nil, "2025-06-20", .inside), ("2025-06-20", nil, "2025-06-19", .outside),
    ("../2025-06-20", nil, "2025-06-20", .inside), ("2025/..", "2025-01-01", nil, .inside),
    ("2025/..", nil, "2025-06-20", .straddling), ("../..", nil, nil, .inside),
    ("XXXX-06-13", nil, nil, .inside), ("XXXX-06-13", nil, "9999-12-31", .straddling),
    ("201X", nil, "2019-12-31", .inside), ("2025", "2025-07-01", "2025-06-01", .outside),
  ]

  @Test(arguments: EDTFDateComparingTests.cuts)
  func `a cut may be open and may be empty`(
    text: String, from: String?, to: String?, place: Containment
  ) throws {
    let start = try from.map { try Day(parsing: $0) }
    let end = try to.map { try Day(parsing: $0) }
    #expect(try EDTFDate(parsing: text).lies(within: start, to: end) == place)
  }

  static let pairs: [(String, String, Bool)] = [
    ("2025-06-11?", "2025-06-11", true), ("2025-06-11~", "2025-06-11%", true),
    ("2025-06?", "2025-06-XX", true), ("[2025-06]", "2025-06", true),
    ("2025-06-11", "2025-06-12", false), ("2025-06", "2025-07", false),
    // One day is one day.
    ("2025-06-13T09:15:00Z", "2025-06-13", true), ("2025-06-13T09:15:00", "2025-06-13?", true),
    ("2025-06-13T01:20:00+03:00", "2025-06-13", true),
    ("2025-06-13T23:59:59-11", "2025-06-13T00:00:00+14:00", true),
    ("2025-06-13/2025-06-13", "2025-06-13", true), ("[2025-06-13..2025-06-13]", "2025-06-13", true),
    ("{2025-06-11,2025-06-11}", "2025-06-11", true), ("2025-06-3X", "2025-06-30", true),
    ("2025-06-13T01:20:00+03:00", "2025-06-12", false),
    // An interval goes through its days; a month is at some time in them.
    ("2025-06", "2025-06-01/2025-06-30", false), ("2025", "2025-01/2025-12~", false),
    ("2025-1X", "2025-10/2025-12", false), ("2025/2025", "2025", false),
    ("2025-06/2025-07", "2025-06-01/2025-07-31", false),
    ("2025-06/2025-07", "2025-06~/2025-07-XX", true),
    ("2025-06-02/2025-06-16", "2025-06-02?/2025-06-16~", true),
    ("2025-06-02/2025-06", "2025-06-02/2025-06-30", false),
    ("../2025", "/2025?", true), ("../2025", "/2025-12-31", false), ("../2025", "2025", false),
    ("../..", "../", true), ("../2025-06-11", "[..2025-06-11]", false),
    ("2025-06-02/2025", "2025-06-02/2025-24", false),
    // A season is not its year, and not another one.
    ("2024-21", "2024-21?", true), ("2024-21", "[2024-21]", true), ("2024-21", "2024-23", false),
    ("2024-22", "2024", false), ("2023-24", "2023-01-01/2024-02-29", false),
    ("2024-21", "2025-21", false), ("2024-21/2024-23", "2024-21~/2024-23", true),
    ("2024-21/2024-23", "2024-22/2024-23", false), ("2024-21/2024-23", "2024/2024", false),
    ("[2024-21,2024-23]", "[2024-23,2024-21,2024-21]", true),
    ("[2024-21,2024-23]", "[2024-21,2024-22]", false), ("[2024-21,2024-23]", "2024", false),
    ("[2024-21,2024]", "2024", false),
    // Sets.
    ("[2025-06-11,2025-06-13]", "[2025-06-13?,2025-06-11,2025-06-11]", true),
    ("[2025-06-11,2025-06-13]", "2025-06-11/2025-06-13", false),
    ("[2025-06-11,2025-06-12]", "2025-06-11/2025-06-12", false),
    ("[2025-06-11..2025-06-13]", "[2025-06-11,2025-06-12,2025-06-13]", true),
    ("[2025-06-01..2025-06-30]", "2025-06", true),
    ("[2025-06-11,2025-06-13]", "{2025-06-11,2025-06-13}", false),
    ("{2025-06-13,2025-06-11}", "{2025-06-11~,2025-06-13}", true),
    ("{2025-06-11..2025-06-13}", "2025-06-11/2025-06-13", false),
    ("{2025-06}", "2025-06", true), ("{2025-06-01..2025-06-30}", "2025-06", false),
    ("[..2024,2024-06..]", "../..", false), ("[..2024,2023-02,2027]", "[..2024,2027]", true),
    ("XXXX-06-13", "XXXX-06-13?", true), ("XXXX-06-13", "0000-06-13/9999-06-13", false),
    ("2025-X1", "[2025-01,2025-11]", true), ("2025-X1", "2025-01/2025-11", false),
    ("2025-X3", "2025-03", true), ("XXXX", "XXXX-XX-XX", true),
    ("202X-02-29", "[2020-02-29,2024-02-29,2028-02-29]", true),
    ("2025-XX-3X", "[2025-01-30..2025-12-31]", false),
    ("[2025-X1,2025-X2]", "[2025-01..2025-02,2025-11..2025-12]", true),
    ("[-00X4-02-29,0006-X6]", "[-00X4-02-29,0006-06]", true),
    ("[-000X-06,0001-06]", "[0001-06,-0009-06..-0001-06]", false),
    ("[-00X4-02-29,2025-06]", "[2025-06-XX,-00X4-02-29]", true),
    ("../XXXX-06-13", "../XXXX-06-13?", true), ("2024/202X-06-13", "2024/2029-06-13", false),
  ]

  @Test(arguments: EDTFDateComparingTests.pairs)
  func `dates are one where they mean the same`(left: String, right: String, isSame: Bool) throws {
    let (left, right) = (try EDTFDate(parsing: left), try EDTFDate(parsing: right))
    #expect(left.meansTheSame(as: right) == isSame)
    #expect(right.meansTheSame(as: left) == isSame)
    #expect((left.meaning == right.meaning) == isSame)
    #expect(left.meansTheSame(as: left))
    #expect(left != right)
    #expect(Set([left, right, left]).count == 2)
  }

  static let seasons: [(String, String, Bool)] = [
    ("2024-21", "2024-23", true), ("2024-24", "2024-22~", true), ("2024-21", "2024-21?", false),
    ("2024-21", "2025-23", false), ("2024-21", "2024", false), ("2024-21", "2024-06-13", false),
    ("2024-21", "2024-21/2024-23", false), ("2024-21", "[2024-22,2024-23]", false),
  ]

  @Test(arguments: EDTFDateComparingTests.seasons)
  func `two seasons of one year share no day`(left: String, right: String, isOther: Bool) throws {
    let (left, right) = (try EDTFDate(parsing: left), try EDTFDate(parsing: right))
    #expect(left.isOtherSeason(than: right) == isOther)
    #expect(right.isOtherSeason(than: left) == isOther)
  }
}
