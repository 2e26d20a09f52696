import Foundation
import Testing

/// Workbooks, which an installed program turns into CSV.
struct SheetFileTests {
  private static let map =
    #"{"map":1,"events":[{"type":"announcement","stated":"2024-05-17","body":{"speaker":"s","attribution":"named","claim":{"act":"handover","what":"remains","count":{"column":"Bodies"}}}}]}"#

  /// Runs lines with no converter but those that are given, each as lines of a script.
  private static func run(
    _ converters: [String: String], _ lines: String, in folder: TemporaryFolder
  ) throws -> Ending {
    try folder.write(Data([0x50, 0x4B, 0x03, 0x04, 0, 0]), to: "sheet.xlsx")
    try folder.write(Data(SheetFileTests.map.utf8), to: "map.json")
    var made = "set -e; mkdir -p bin\n"
    for name in ["sh", "cat", "mktemp", "rm", "tally"] {
      made += "ln -sf \"$(command -v \(name))\" bin/\(name)\n"
    }
    for (name, script) in converters {
      made += "printf '%s\\n' '#!/bin/sh' '\(script)' > bin/\(name); chmod +x bin/\(name)\n"
    }
    return try folder.shell(made + "export PATH=$PWD/bin\n" + lines)
  }

  private static let record = "tally init --origin sheet.test/r --test-clock 2024-05-20T09:00:00Z\n"

  @Test(arguments: [
    (
      "ssconvert",
      #"[ "$4" = fd://1 ] || exit 1; [ "$3" = ./sheet.xlsx ] || exit 1; echo Bodies; echo 12"#
    ),
    (
      "soffice",
      #"for last; do :; done; while [ "$1" != --outdir ]; do shift; done; (echo Bodies; echo 12) > "$2/sheet-Sheet1.csv""#
    ),
  ])
  func `a workbook is read by the converter that is there`(name: String, script: String) throws {
    try TemporaryFolder.use { folder in
      let ending = try SheetFileTests.run(
        [name: script],
        SheetFileTests.record + "tally append --csv sheet.xlsx --map map.json --dry-run", in: folder
      )
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.output.contains("handover of 12 remains"))
      #expect(ending.output.contains("the first sheet of sheet.xlsx was read, by \(name)"))
    }
  }

  @Test func `without a converter it is said what to do`() throws {
    try TemporaryFolder.use { folder in
      let ending = try SheetFileTests.run([:], "tally map init sheet.xlsx", in: folder)
      #expect(ending.status == 1)
      #expect(ending.output.contains("no program is installed that turns it into CSV"))
      #expect(
        ending.output.contains("save the sheet as CSV")
          || ending.output.contains("Save the sheet as CSV"))
    }
  }

  @Test func `a converter that fails leaves nothing appended`() throws {
    try TemporaryFolder.use { folder in
      let ending = try SheetFileTests.run(
        ["ssconvert": "echo no >&2; exit 1"],
        SheetFileTests.record + "tally append --csv sheet.xlsx --map map.json", in: folder)
      #expect(
        ending.status == 1 && ending.output.contains("ssconvert read no sheet off sheet.xlsx"))
    }
  }

  @Test func `a workbook on standard input is refused`() throws {
    try TemporaryFolder.use { folder in
      let ending = try folder.tally("map", "init", "-", input: Data([0x50, 0x4B, 3, 4]))
      #expect(ending.status == 1 && ending.errors.contains("Name the file of the workbook"))
    }
  }
}
