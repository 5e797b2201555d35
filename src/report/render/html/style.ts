/** How a page looks: in the light, in the dark, on a phone and on paper. Words have a contrast of 4.5 to 1 or more, shapes that mean something 3 to 1. */
export const STYLE = `:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #57606a; --paper: #fff; --rule: #d0d7de; --good: #116329; --bad: #a40e26; --doubt: #7d4e00; --soft: #f6f8fa; --work: #4288cc; --deep: #0b4f96; --window: #6e7781; --worst: #b35900; --held: #838c95; --closed: #eef1f4; --h0: #edf2f7; --h1: #c9def2; --h2: #8fbde6; --h3: #4d93d1; --h4: #1f66ab; --h5: #0a2f5c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --quiet: #9da7b1; --paper: #0d1117; --rule: #30363d; --good: #56d364; --bad: #ff7b72; --doubt: #e3b341; --soft: #161b22; --work: #3f7fc1; --deep: #8cc4ff; --window: #9da7b1; --worst: #f0a04b; --held: #7d8792; --closed: #1a2028; --h0: #1b222b; --h1: #17395c; --h2: #215488; --h3: #3b7fc4; --h4: #79b3ee; --h5: #d6eaff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.2rem 1rem 3rem; max-width: 60rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .3rem; }
section > h2, section > h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; padding-top: .6rem; border-top: 1px solid var(--rule); }
.check > h3, .check > h4, .beside h3, .beside h4 { font-size: .95rem; margin: .4rem 0 .2rem; }
p, ul, ol, dl { margin: .4rem 0; }
ul, ol { padding-left: 1.2rem; }
small { font-size: .85em; color: var(--quiet); font-weight: 400; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
a { color: inherit; }
a:focus-visible, summary:focus-visible, .table:focus-visible { outline: 2px solid var(--deep); outline-offset: 2px; }
.good { color: var(--good); } .bad { color: var(--bad); } .doubtful { color: var(--doubt); } .quiet, footer { color: var(--quiet); }
.verdict { white-space: nowrap; margin-right: .4em; }
.deal > header { color: inherit; border-left: 6px solid var(--good); padding-left: .9rem; }
.deal > header.bad { border-color: var(--bad); }
.table + .deal { margin-top: 2rem; }
.deal + .deal { margin-top: 3rem; padding-top: 1.5rem; border-top: 3px double var(--rule); }
.told { padding: 0; list-style: none; color: var(--doubt); }
.dates { display: flex; flex-wrap: wrap; gap: .5rem 2rem; }
.dates dt { font-size: .85rem; color: var(--quiet); }
.dates dd { margin: 0; font-size: 1.2rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.dates dd small { display: block; font-size: .8rem; }
.dates .safe dd { color: var(--good); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
th { font-weight: 600; }
.one { white-space: nowrap; }
.table { overflow-x: auto; }
.waterfall th[scope="row"] { width: 46%; }
.waterfall small { display: block; }
.waterfall .date { width: 6.5rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.waterfall thead th { font-size: .85rem; font-weight: 400; color: var(--quiet); }
.waterfall .told > * { color: var(--quiet); }
.waterfall .asked .date, .waterfall .safe .date, .waterfall .offer .date { font-weight: 700; }
.track { position: relative; padding: 0; min-width: 5rem; }
.track > svg { position: absolute; inset: 0; }
.dot { fill: var(--held); } .dot.asked { fill: var(--bad); } .dot.safe { fill: var(--good); } .dot.floor { fill: var(--work); }
.step { fill: var(--deep); } .step.offer { fill: url(#hatch); stroke: var(--window); }
.rows { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0 .6rem; }
.rows > ul { margin: 0; padding-left: 0; list-style: none; font-size: .85rem; }
.rows > ul > li { display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; line-height: 24px; }
.chart { display: block; max-width: 100%; overflow: visible; }
.chart text { font-size: 11px; fill: var(--quiet); }
.chart text.mark { font-size: 11.5px; font-weight: 600; fill: var(--bad); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.chart text.mark.safe, .chart text.mark.offer { fill: var(--good); }
line.mark { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 5 3; }
line.mark.safe { stroke: var(--good); stroke-dasharray: none; } line.mark.offer { stroke: var(--good); stroke-dasharray: 2 3; }
.row { stroke: var(--rule); stroke-width: .5; } .base { stroke: var(--held); }
.closed { fill: var(--closed); } .work { fill: var(--work); } .work.binding { fill: var(--deep); } .pause { fill: var(--held); } .window { fill: url(#hatch); stroke: var(--window); stroke-width: .75; } .worst { fill: var(--worst); } .held { fill: var(--held); } .input { fill: var(--ink); } .run { fill: var(--work); stroke: var(--paper); stroke-width: 1; } .done { fill: var(--work); } .open { fill: none; stroke: var(--work); }
.hatch-ground { fill: var(--paper); } .hatch-line { fill: var(--window); opacity: .55; }
circle.hit { fill: var(--worst); } .chart text.hit { fill: var(--paper); font-weight: 700; font-size: 10px; }
.frame { fill: none; stroke: var(--bad); stroke-width: 2; }
.heat.h0 { fill: var(--h0); } .heat.h1 { fill: var(--h1); } .heat.h2 { fill: var(--h2); } .heat.h3 { fill: var(--h3); } .heat.h4 { fill: var(--h4); } .heat.h5 { fill: var(--h5); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: 0; list-style: none; font-size: .8rem; color: var(--quiet); }
.hits li::marker { font-weight: 700; color: var(--worst); }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .5rem 2rem; }
.check { border-left: 4px solid var(--doubt); background: var(--soft); padding: .4rem .8rem; margin: .6rem 0; color: var(--ink); }
.check.bad { border-color: var(--bad); }
.check > :first-child > span { color: var(--doubt); } .check.bad > :first-child > span { color: var(--bad); }
.check p { margin: .2rem 0; } .check code { font-size: .85em; }
.help { font-weight: 600; }
.checks { font-size: .92rem; }
summary { cursor: pointer; color: var(--quiet); font-size: .92rem; padding: .15rem 0; }
footer { margin-top: 2.5rem; font-size: .85rem; }
.defs { position: absolute; }
@media (max-width: 36rem) { .rows { grid-template-columns: 6.6rem minmax(0, 1fr); } .rows small { display: none; } .dates { gap: .4rem 1.4rem; } .waterfall tr { display: grid; grid-template-columns: 1fr auto; border-bottom: 1px solid var(--rule); padding: .2rem 0; } .waterfall thead { display: none; } .waterfall tr > *, .waterfall th[scope="row"] { border: 0; width: auto; } .waterfall .track { grid-column: 1 / -1; height: 1.1rem; } }
@page { size: A4; margin: 10mm 13mm; }
@media print { :root { color-scheme: light; --ink: #000; --quiet: #444; --paper: #fff; --rule: #bbb; --good: #0b4f1f; --bad: #8a0c20; --doubt: #5f3b00; --soft: #fff; --work: #4288cc; --deep: #0b4f96; --window: #6e7781; --worst: #b35900; --held: #838c95; --closed: #eef1f4; --h0: #edf2f7; --h1: #c9def2; --h2: #8fbde6; --h3: #4d93d1; --h4: #1f66ab; --h5: #0a2f5c; } html { font-size: 8.8pt; } body { max-width: none; padding: 0; line-height: 1.35; } section > h2, section > h3 { margin: .7rem 0 .2rem; padding-top: .3rem; } h2, h3, h4 { break-after: avoid; } p, ul, ol, dl { margin: .2rem 0; } details:not([open]) { display: none; } tr, .rows, .check, .chart, .beside > div { break-inside: avoid; } .deal + .deal { break-before: page; margin: 0; padding: 0; border: 0; } thead { display: table-header-group; } footer { margin-top: .8rem; } }`;
