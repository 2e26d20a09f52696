internal import Glibc
internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// A spreadsheet as it is given: CSV, or a workbook that an installed program turns into CSV.
struct SheetFile {
  /// How messages name the file.
  let name: String

  /// The sheet as CSV.
  let bytes: [UInt8]

  /// The program that turned a workbook into CSV.
  let converter: String?

  /// Reads a spreadsheet, `-` for CSV on standard input.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : escaped(path)
    let given = try Files.read(
      path == "-" ? "/dev/stdin" : path, limit: CSV.longest, what: "a spreadsheet saved as CSV")
    guard SheetFile.isWorkbook(given) else {
      (bytes, converter) = (given, nil)
      return
    }
    guard path != "-" else {
      throw Failure(
        "Standard input is a workbook, and not CSV.", hint: "Name the file of the workbook.")
    }
    (bytes, converter) = try SheetFile.converted(path, name)
    StandardError.write(
      "Note: the first sheet of \(name) was read, by \(converter ?? "another program").\n")
  }

  /// Whether some bytes begin as XLSX, ODS or XLS do.
  private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
  }

  /// The programs that are tried, each as a line of the shell that writes CSV of the first sheet of
  /// `"$1"` to its standard output.
  ///
  /// xlsx2csv is none of them: 0.7.8 reads the days of a workbook that says `date1904="0"`, as those of
  /// Gnumeric do, four years and a day too late.
  private static let converters = [
    ("ssconvert", "exec ssconvert -T Gnumeric_stf:stf_csv \"$1\" fd://1"),
    (
      "soffice",
      "folder=$(mktemp -d) || exit 1; trap 'rm -rf \"$folder\"' EXIT; "
        + "soffice --headless \"-env:UserInstallation=file://$folder/profile\" --convert-to "
        + "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1' "
        + "--outdir \"$folder\" \"$1\" >&2 && cat \"$folder\"/*.csv"
    ),
  ]

  private static func converted(_ path: String, _ name: String) throws -> ([UInt8], String) {
    let file = path.hasPrefix("/") ? path : "./\(path)"
    for (program, line) in converters {
      // Two minutes of processor time, and a file no longer than a sheet may be.
      let limited =
        "command -v \(program) >/dev/null || exit 127; ulimit -t 120; ulimit -f 262144; " + line
      let output = try UnnamedFile()
      let status = try output.use { output in
        try Child.run(
          ["/bin/sh", "-c", limited, "sh", file], [(output, STDOUT_FILENO)],
          install: "A POSIX shell is needed.")
      }
      if status == 127 { continue }
      let bytes = try output.bytes(limit: CSV.longest)
      guard status == 0, !bytes.isEmpty else {
        throw Failure(
          "\(program) read no sheet off \(name).",
          hint: "Open it in a spreadsheet program, and save the sheet as CSV in UTF-8.")
      }
      return (bytes, program)
    }
    throw Failure(
      "\(name) is a workbook, and no program is installed that turns it into CSV.",
      hint: "Save the sheet as CSV in UTF-8; or install one (on Debian: apt-get install gnumeric).")
  }
}
