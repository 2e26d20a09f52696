internal import Tallystick

/// The look of a page: the same bytes in every page of a release.
package enum PageStyle {
  /// The style sheet.
  package static let text = #"""

    :root {
      --paper: #faf9f6; --card: #fff; --ink: #1b1d20; --soft: #555b62; --line: #dcd8cf;
      --sender: #6a4c93; --receiver: #0b7a75; --both: #41464c; --link: #1d4f88; --bad: #a3231a;
      color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #141619; --card: #1b1e22; --ink: #e8e6e1; --soft: #a9aeb5; --line: #363b41;
        --sender: #bfa5e6; --receiver: #5ccabf; --both: #c3c7cc; --link: #90bdf0; --bad: #ff9188;
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); scroll-padding-top: 1rem; }
    body {
      margin: 0 auto; max-width: 72rem; padding: 1rem clamp(1rem, 4vw, 3rem) 4rem;
      font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      font-variant-numeric: tabular-nums; overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
    }
    h1, h2, h3, h4 { line-height: 1.2; margin: 0; text-wrap: balance; }
    h1, h2 { font-family: Charter, "Iowan Old Style", Georgia, "Liberation Serif", serif; }
    h1 { font-size: clamp(1.7rem, 5vw, 2.6rem); margin: .1rem 0 .6rem; }
    h2 { font-size: 1.6rem; margin: 3.2rem 0 .5rem; }
    h3 { font-size: 1.08rem; margin: 1.6rem 0 .5rem; }
    h4 { font-size: 1rem; }
    p { margin: 0 0 .7rem; }
    ul, ol { margin: 0 0 .7rem; padding-left: 1.3rem; }
    a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
    a:hover { text-decoration-thickness: 2px; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    :target { outline: 2px solid var(--link); outline-offset: 4px; }
    bdi { unicode-bidi: isolate; }
    .n { white-space: nowrap; }
    .lead { max-width: 46rem; color: var(--soft); }
    .note { font-size: .88rem; color: var(--soft); margin-bottom: .4rem; max-width: 46rem; }
    .kicker { color: var(--soft); margin: 2rem 0 0; }
    .count { color: var(--soft); font-weight: 400; white-space: nowrap; }
    .hash, .bytes, #events code {
      font: .82rem/1.5 ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace;
      overflow-wrap: anywhere;
    }
    .bytes { white-space: pre-wrap; background: var(--card); border: 1px solid var(--line);
      padding: .6rem .8rem; border-radius: 4px; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    .mark { display: inline-block; font-size: .78rem; line-height: 1.35; padding: 0 .45em;
      border: 1px solid currentColor; border-radius: 1em; color: var(--soft);
      font-weight: 400; white-space: nowrap; }

    #check { border: 1px solid var(--line); border-left: 6px solid var(--soft); background: var(--card);
      padding: .8rem 1rem .3rem; border-radius: 4px; }
    #check.whole { border-left-color: var(--receiver); }
    #check.broken { border: 2px solid var(--bad); border-left-width: 8px; }
    #verdict { font-weight: 650; margin-bottom: .3rem; }
    #check.broken #verdict { color: var(--bad); font-size: 1.25rem; }
    #why { color: var(--soft); font-size: .92rem; max-width: 60rem; margin-bottom: .5rem; }
    #faults:empty { display: none; }

    .facts { list-style: none; padding: 0; display: grid; gap: .6rem 1.5rem;
      grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); margin: 1.2rem 0 1rem; }
    .facts a { color: inherit; text-decoration: none; display: block; border-top: 2px solid var(--line);
      padding-top: .4rem; font-size: .9rem; height: 100%; }
    .facts a:hover { border-top-color: var(--link); }
    .facts b { display: block; font-size: 1.7rem; line-height: 1.15; font-weight: 600; }
    .ways { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem;
      font-size: .92rem; }
    .ways a { display: inline-block; padding: .25rem 0; }

    .cards { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr));
      align-items: start; margin-top: 1rem; }
    .card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; margin: 0;
      padding: 1rem 1.1rem .8rem; min-width: 0; }
    .card h3 { margin: 0 0 .15rem; }
    .card h4 { margin: 0 0 .15rem; }
    .whose { color: var(--soft); font-size: .9rem; margin-bottom: .5rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .45rem 0; font-weight: 400; }
    .figures { table-layout: fixed; margin-bottom: .5rem; }
    .figures th { width: 34%; padding-right: .8rem; }
    .figures .number { width: 26%; padding-right: 1rem; }
    .figures tr + tr > * { border-top: 1px solid var(--line); }
    .number { text-align: right; font-weight: 600; }
    .beside { font-size: .82rem; line-height: 1.35; color: var(--soft); }
    .beside .n { white-space: normal; }
    .bar { display: block; width: 100%; height: .65rem; margin: .32rem 0 .25rem; background: var(--paper);
      border-radius: 2px; overflow: hidden; }
    .bar.sender rect { fill: var(--sender); }
    .bar.receiver rect { fill: var(--receiver); }
    .bar.both rect { fill: var(--both); }
    .bar.owed { border: 1px solid var(--both); }
    .bar.owed rect { fill: var(--both); opacity: .35; }
    .bar .range { opacity: .35; }

    details { border-top: 1px solid var(--line); }
    summary { cursor: pointer; padding: .5rem 0; list-style-position: outside; margin-left: 1.1rem; }
    summary:hover { color: var(--link); }
    details > :not(summary) { margin-left: 1.1rem; }
    .card details { font-size: .92rem; }
    .events { list-style: none; padding: 0; }
    .events > li { padding: .1rem 0 .5rem .8rem; border-left: 3px solid var(--line); margin-bottom: .6rem; }
    .events p { margin: 0 0 .15rem; }
    .who { font-size: .92rem; }
    blockquote { margin: .1rem 0 .3rem; font-family: Charter, "Iowan Old Style", Georgia, "Liberation Serif", serif;
      font-size: 1.02rem; line-height: 1.4; max-width: 42rem; }
    .said { font-size: .88rem; color: var(--soft); max-width: 46rem; }
    .plain { list-style: none; padding: 0; font-size: .9rem; }
    .plain li { padding: .15rem 0; }
    .list { list-style: none; padding: 0; border-bottom: 1px solid var(--line); }
    .where { display: block; color: var(--soft); font-size: .92rem; }
    .sides { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
    .sides h4 { font-size: .9rem; margin: .3rem 0 .4rem; }
    .words { display: block; font-size: .92rem; line-height: 1.4; }
    .what { display: flex; flex-wrap: wrap; gap: 0 .5em; align-items: baseline; }
    .what .where { flex-basis: 100%; }
    .dated summary { display: grid; grid-template-columns: 8.5rem 1fr 9rem 9rem; gap: 0 1rem; list-style: none;
      margin-left: 0; }
    .dated summary::-webkit-details-marker { display: none; }
    .dated .when { white-space: nowrap; font-weight: 600; }
    .dated .when::before { content: "+"; display: inline-block; width: 1.1rem; font-weight: 400;
      color: var(--soft); }
    .dated [open] > summary .when::before { content: "−"; }
    .says { font-size: .85rem; color: var(--soft); text-align: right; line-height: 1.35; }
    .says b { display: block; font-size: 1rem; color: var(--ink); font-weight: 600; }
    @media (max-width: 46rem) {
      .dated summary { grid-template-columns: 1fr 1fr; }
      .dated .when, .dated .what { grid-column: 1 / -1; }
      .dated .what, .says { margin-left: 1.1rem; }
      .says { text-align: left; }
    }

    .legend { list-style: none; padding: 0; font-size: .9rem; margin: .3rem 0 .6rem; }
    .legend li { display: flex; gap: .6rem; align-items: baseline; }
    .legend .n { font-weight: 600; }
    .key { width: 2rem; height: .6rem; flex: none; }
    .chart { display: block; width: 100%; height: 15rem; overflow: visible; margin-bottom: .6rem; }
    .chart path, .key line { fill: none; stroke-width: 2.5px; vector-effect: non-scaling-stroke;
      stroke-linejoin: round; }
    path.sender, .sender .key line { stroke: var(--sender); }
    path.receiver, .receiver .key line { stroke: var(--receiver); stroke-dasharray: 6 3; }
    .chart path.dots { stroke-width: 7px; stroke-linecap: round; stroke-dasharray: none; }
    .chart path.range { stroke: none; opacity: .2; }
    path.range.sender { fill: var(--sender); }
    path.range.receiver { fill: var(--receiver); }
    .chart svg { overflow: visible; }
    .grid { stroke: var(--line); stroke-width: 1; }
    .scale, .day { fill: var(--soft); font-size: .75rem; }
    .scroll { overflow-x: auto; }
    .series { font-size: .85rem; overflow-wrap: normal; }
    .series th, .series td { padding: .3rem .6rem .3rem 0; }
    .series td:last-child, .series th:last-child { padding-right: 0; }
    .series thead th { font-size: .8rem; color: var(--soft); vertical-align: bottom; text-align: right; }
    .series thead th:first-child { text-align: left; }
    .series tbody tr > * { border-top: 1px solid var(--line); }
    .series .number { font-weight: 400; white-space: nowrap; }

    dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .4rem 1.2rem; margin: .5rem 0 1rem; }
    dt { color: var(--soft); }
    dd { margin: 0; }
    @media (max-width: 36rem) {
      dl { grid-template-columns: 1fr; gap: 0; }
      dd { margin-bottom: .6rem; }
    }
    #machine { margin-top: 3rem; border-top: 2px solid var(--line); }
    #machine h2 { margin-top: 1.5rem; }
    #events { list-style: none; padding: 0; }
    #events li { padding: .35rem 0; border-top: 1px solid var(--line); content-visibility: auto;
      contain-intrinsic-size: auto 4rem; }
    .proof { display: block; color: var(--soft); }

    @media print {
      :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #999;
        --sender: #6a4c93; --receiver: #0b7a75; --both: #41464c; --link: #000; --bad: #a3231a; }
      html { font-size: 12px; }
      body { max-width: none; padding: 0; }
      .ways, #machine { display: none; }
      .cards { display: block; columns: 2; column-gap: 5mm; }
      .card { margin: 0 0 5mm; }
      .card, .chart, .list > li { break-inside: avoid; }
      .card details:not([open]) { display: none; }
      h2 { margin-top: 8mm; }
      h2, h3 { break-after: avoid; }
      .bar, .key, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      @page { margin: 18mm 15mm; }
    }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }


    """#
}
