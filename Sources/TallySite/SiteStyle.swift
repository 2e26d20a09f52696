import TallyReports
import Tallystick
internal import TransparencyLog

/// The look of a site: that of a snapshot's page, and what a site has beside it.
enum SiteStyle {
  static let bytes = Array((PageStyle.text + own).utf8)

  private static let own = #"""
    .skip { position: absolute; left: -999rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
    .skip:focus { left: 1rem; top: 1rem; }
    .top .kicker { margin: .5rem 0 0; font-size: .9rem; }
    .top .name { font: 600 1.35rem/1.2 Charter, "Iowan Old Style", Georgia, "Liberation Serif", serif; margin: 0 0 .4rem; }
    .top .name a { color: inherit; text-decoration: none; }
    .top .name a:hover { text-decoration: underline; }
    .top .ways { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); margin: 0 0 .8rem; }
    .top .ways a { padding: .45rem 0; }
    .ways a[aria-current] { color: inherit; font-weight: 650; text-decoration: none; box-shadow: inset 0 -3px var(--link); }
    main { outline: none; }
    main h1 { margin-top: 1.4rem; }

    .slider { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .7rem 1rem .6rem; }
    .steps { display: grid; grid-template-columns: 1fr auto 1fr; gap: .3rem 1rem; align-items: baseline; }
    .steps > :last-child { text-align: right; }
    .steps strong { font-size: 1.15rem; text-align: center; }
    .steps a, .steps .off { padding: .3rem 0; }
    .off { color: var(--soft); }
    .pick { margin: .4rem 0 0; font-size: .92rem; color: var(--soft); }
    .pick input, .pick button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--soft);
      border-radius: 4px; padding: .25rem .5rem; min-height: 2rem; }
    .pick button { cursor: pointer; }
    .range { margin: .4rem 0 0; }
    .range input { width: 100%; height: 2rem; accent-color: var(--link); margin: 0; }
    .range output { display: block; font-size: .92rem; color: var(--soft); min-height: 1.5em; }
    .busy #page { opacity: .6; }

    .strip { background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--link);
      border-radius: 4px; padding: .6rem 1rem; margin: 1rem 0 0; }
    .quote { font: 1.05rem/1.45 Charter, "Iowan Old Style", Georgia, "Liberation Serif", serif; margin: 0 0 .6rem; }
    .bigquote blockquote { font-size: 1.25rem; margin: .6rem 0 1rem; }
    .line { padding: .55rem 0; border-top: 1px solid var(--line); }
    .files { margin-top: 1.2rem; }
    .foot { margin-top: 4rem; border-top: 2px solid var(--line); padding-top: .8rem; font-size: .88rem; color: var(--soft); }
    .sides h2 { font-size: 1.25rem; margin: 1.5rem 0 .5rem; }

    .scroll { margin: 1rem 0; overflow-x: auto; position: relative;
      background: linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local,
        linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local,
        linear-gradient(to right, var(--line), transparent) left / .9rem 100% no-repeat scroll,
        linear-gradient(to left, var(--line), transparent) right / .9rem 100% no-repeat scroll; }
    .report { font-size: .88rem; }
    .report th, .report td { padding: .5rem .6rem .5rem 0; }
    .report thead th { font-size: .8rem; font-weight: 600; color: var(--soft); vertical-align: bottom; border-bottom: 2px solid var(--line); }
    .report tbody th { font-weight: 400; min-width: 8rem; }
    .report tbody tr + tr > * { border-top: 1px solid var(--line); }
    .report tbody .number { white-space: nowrap; }
    .report thead th { overflow-wrap: normal; hyphens: auto; }
    .report tbody .number { font-variant-numeric: tabular-nums; }
    .report .short { min-width: 4.5rem; overflow-wrap: normal; }
    .report .row { min-width: 9.5rem; }
    .report .names { min-width: 6.5rem; }
    .report .seq { min-width: 3.2rem; }
    .report .free .n { white-space: normal; }
    .report .where { font-size: inherit; }
    .list .who { display: block; margin-top: .15rem; }
    .list .mark, .card .mark { white-space: normal; }
    .card .head { font: 650 1.08rem/1.25 system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
      margin: 0 0 .15rem; }
    .beside .where { font-size: inherit; }
    form[data-day="now"] output { display: none; }
    .chartcard { margin-top: 1.2rem; }
    .cards .chartcard { margin-top: 0; }
    .report .free { min-width: 5.5rem; max-width: 26rem; overflow-wrap: break-word; }
    .report .long { min-width: 9rem; }
    .figures th { width: 33%; }
    .figures .number { width: 20%; }

    .others .key line { stroke: var(--both); }
    .chart path.others { stroke: var(--both); stroke-dasharray: 2 4; }
    .chart path.range.others { fill: var(--both); }
    .chart path.stated { stroke-width: 13px; stroke-linecap: square; stroke-dasharray: none; }
    .chart path.hollow { stroke: var(--card); stroke-width: 8px; stroke-linecap: square; }
    .marks .key { overflow: visible; }
    .marks .key rect { fill: none; stroke: var(--both); stroke-width: 2.5px; }
    .marks.sender .key rect { stroke: var(--sender); }
    .marks.receiver .key rect { stroke: var(--receiver); }
    .cards + p { margin-top: 1rem; }
    .chart path.vague, .vague .key line { stroke: var(--both); stroke-width: 5px; opacity: .7; }

    @media (max-width: 46rem) {
      .steps { grid-template-columns: 1fr 1fr; }
      .steps strong { grid-column: 1 / -1; grid-row: 1; }
      .top .ways { flex-wrap: wrap; }
      .report tbody th { position: sticky; left: 0; background: var(--paper); }
      .pick label { display: block; }
      .chart .day[text-anchor="middle"] { display: none; }
      .figures tr { display: grid; grid-template-columns: 1fr auto; column-gap: .8rem; padding: .55rem 0; }
      .figures tr + tr { border-top: 1px solid var(--line); }
      .figures tr > *, .figures tr + tr > * { width: auto; padding: 0; border: 0; }
      .figures tr > .beside { grid-column: 1 / -1; padding-top: .25rem; }
      .figures tr > .number { white-space: nowrap; padding: 0; }
    }
    @media print {
      .slider, .top nav, .skip, .files, .strip a { display: none; }
      .scroll { overflow: visible; }
      .report { font-size: 9px; }
      .report .short, .report .free, .report tbody th { min-width: 0; }
    }

    """#
}
