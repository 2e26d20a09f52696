internal import Glibc
internal import TallyDesk
internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// An article as it is given: text, a page of HTML or a PDF.
struct ArticleInput {
  /// The largest file that is read; a PDF has pictures.
  private static let largest = 50_000_000

  let text: ArticleText

  /// The SHA-256 of the file, in hexadecimal.
  let sha256: String

  /// Reads an article, `-` for standard input.
  init(_ path: String) throws {
    let name = path == "-" ? "standard input" : escaped(path)
    let bytes = try Files.read(
      path == "-" ? "/dev/stdin" : path, limit: ArticleInput.largest, what: "an article")
    var hash = SHA256()
    hash.update(bytes)
    sha256 = hash.finalize().bytes.lowerHex
    let isPDF = bytes.starts(with: "%PDF-".utf8)
    let words = isPDF ? try ArticleInput.words(ofPDF: bytes, name) : bytes
    guard words.count <= ArticleText.longest else {
      throw Failure(
        "\(name) has \(words.count) bytes of text, where an article has at most "
          + "\(ArticleText.longest).", hint: "Give the article alone.")
    }
    do {
      text = try ArticleText(words)
    } catch {
      throw Failure(
        "\(name) is no text in UTF-8.",
        hint: "Give a text, a page of HTML or a PDF; `iconv -t UTF-8` turns other texts into UTF-8."
      )
    }
    guard text.lines.contains(where: { !$0.isEmpty }) else {
      throw Failure(
        "\(name) has no words.",
        hint: isPDF ? "A PDF of scanned pages has only pictures." : "Name the file of an article.")
    }
  }

  /// The words of a PDF, by `pdftotext`, which gets a minute of processor time and 32 MB of output.
  private static func words(ofPDF bytes: [UInt8], _ name: String) throws -> [UInt8] {
    let line =
      "command -v pdftotext >/dev/null || exit 127; ulimit -t 60; ulimit -f 65536; "
      + "exec pdftotext -q -enc UTF-8 - -"
    let (status, output) = try Child.shell(line, input: bytes, limit: ArticleText.longest)
    guard status == 0 else {
      throw Failure(
        status == 127
          ? "\(name) is a PDF, and pdftotext is not installed."
          : "pdftotext read no words off \(name).",
        hint: status == 127
          ? "Install it (on Debian: apt-get install poppler-utils), or give the text."
          : "Give the text of the article in place of the PDF.")
    }
    return output
  }
}
