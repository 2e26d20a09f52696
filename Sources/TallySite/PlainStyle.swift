internal import TransparencyLog

/// The look of a page without a record: the colours and letters of the site in so few lines that they
/// stand in the page itself, as such a page needs no other file.
enum PlainStyle {
  /// The style sheet.
  static let text = #"""

    :root { --paper: #faf9f6; --card: #fff; --ink: #1b1d20; --soft: #555b62; --line: #dcd8cf;
      --link: #1d4f88; color-scheme: light dark; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #141619; --card: #1b1e22; --ink: #e8e6e1; --soft: #a9aeb5; --line: #363b41;
        --link: #90bdf0; }
    }
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); }
    body { margin: 0 auto; max-width: 46rem; padding: 2rem clamp(1rem, 4vw, 3rem) 4rem;
      font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; }
    h1 { font: 600 clamp(1.7rem, 5vw, 2.6rem)/1.2 Charter, "Iowan Old Style", Georgia,
      "Liberation Serif", serif; margin: 0 0 .8rem; text-wrap: balance; }
    p { margin: 0 0 .7rem; }
    a { color: var(--link); text-underline-offset: .15em; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    ul { list-style: none; padding: 0; border-bottom: 1px solid var(--line); }
    li { padding: .55rem 0; border-top: 1px solid var(--line); }
    input, button { font: inherit; color: var(--ink); background: var(--card);
      border: 1px solid var(--soft); border-radius: 4px; padding: .25rem .6rem; min-height: 2rem; }
    button { cursor: pointer; }

    """#

  /// What such a page may load and do: nothing but this style, and its form.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(Hash.of(Array(text.utf8)).base64)'; img-src data:; "
    + "base-uri 'none'; form-action 'self'"
}
