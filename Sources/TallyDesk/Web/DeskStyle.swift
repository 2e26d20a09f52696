internal import TallyReports
internal import Tallystick
internal import TransparencyLog

/// The look of the desk: the colours and letters of a page, and what the desk has beside them.
enum DeskStyle {
  static let text = PageStyle.text + own

  /// The SHA-256 of the text, in base64, as a policy names it.
  static let digest = Hash.of(Array(text.utf8)).base64

  private static let own = #"""
    body { max-width: 100rem; padding-bottom: 2rem; }
    .deskbar { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: baseline;
      border-bottom: 1px solid var(--line); padding-bottom: .5rem; margin-bottom: 1rem; }
    .deskbar h1 { font-size: 1.4rem; margin: 0; }
    .deskbar p { margin: 0; }
    #counts { color: var(--soft); }
    #message { flex-basis: 100%; color: var(--ink); background: var(--card);
      border: 1px solid var(--line); border-left: 6px solid var(--link); border-radius: 4px;
      padding: .4rem .8rem; }
    .desk { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2rem; align-items: start; }
    article { grid-column: 2; grid-row: 1; position: sticky; top: 1rem; max-height: calc(100vh - 2rem);
      overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: 6px;
      padding: .8rem 1rem; }
    article ol { margin: 0; padding-left: 3rem; }
    article li { margin: 0 0 .6rem; }
    article li::marker { color: var(--soft); font-size: .82rem; }
    article summary { color: var(--link); cursor: pointer; margin-bottom: .6rem; }
    mark { background: color-mix(in srgb, var(--link) 16%, transparent); color: inherit; }
    mark b, blockquote b { font-weight: 600; text-decoration: underline; text-decoration-color: var(--link);
      text-decoration-thickness: 2px; text-underline-offset: .2em; }
    main { grid-column: 1; grid-row: 1; min-width: 0; }
    main h2 { font: 650 1rem/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; margin: 0; }
    blockquote { margin: 0 0 1rem; padding: 0 0 0 1rem; border-left: 3px solid var(--line); }
    .claim { font-size: 1.15rem; font-weight: 600; }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0 0 1.2rem; font-size: .92rem; }
    dt { grid-column: 1; color: var(--soft); }
    dd { grid-column: 2; margin: 0; }
    .parts { display: grid; grid-template-columns: max-content minmax(8rem, 26rem) minmax(0, 1fr);
      gap: .35rem .8rem; align-items: baseline; margin-bottom: 1rem; }
    .parts .note { margin: 0; }
    input[type="text"], button { font: inherit; color: var(--ink); background: var(--card);
      border: 1px solid var(--soft); border-radius: 4px; padding: .25rem .5rem; min-height: 2rem; min-width: 0; }
    .parts input { width: 100%; }
    .buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1rem; }
    button { cursor: pointer; padding: .25rem .9rem; }
    button u { text-underline-offset: .15em; }
    #accept { border-color: var(--link); border-width: 2px; font-weight: 650; }
    .skipping { display: flex; flex-wrap: wrap; gap: .5rem .8rem; align-items: baseline; margin-bottom: 1rem; }
    .skipping input { flex: 1 1 12rem; }
    @media (max-width: 60rem) {
      .desk { display: block; }
      article { position: static; max-height: 80vh; margin-top: 1.5rem; }
    }
    @media (max-width: 34rem) {
      .parts { grid-template-columns: minmax(0, 1fr); gap: .1rem; }
      .parts label { margin-top: .5rem; }
      dl { grid-template-columns: minmax(0, 1fr); }
      dt, dd { grid-column: 1; }
      article ol { padding-left: 2rem; }
    }

    """#
}
