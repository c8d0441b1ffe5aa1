/** The look of the pages, on a screen and on paper. The colours are the console's. */
const LIGHT = `color-scheme: light; --ground: #e9edf2; --panel: #fff; --raised: #f6f8fa; --line: #d3dae3; --ink: #17202b;
  --soft: #56616f; --accent: #3350c4; --pass: #157241; --pass-soft: #e3f3ea; --fail: #bb2430; --fail-soft: #fbe9ea;
  --open: #855400; --open-soft: #fbf1dd; --mark: #ffd9dc; --mark-ink: #8c0f1b;`;
const DARK = `color-scheme: dark; --ground: #0e1217; --panel: #171c23; --raised: #1e252e; --line: #333d4a; --ink: #e4e9f0;
  --soft: #9aa6b5; --accent: #93aaff; --pass: #56c98d; --pass-soft: #16291f; --fail: #ff8087; --fail-soft: #331b1f;
  --open: #e2b04a; --open-soft: #2d2412; --mark: #6b1f28; --mark-ink: #ffdfe1;`;
const MONO = 'ui-monospace, "JetBrains Mono", "SFMono-Regular", Menlo, Consolas, monospace';

const SCREEN = `
:root { ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { max-width: 58rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1, h2, h3, p, figure, ul, dl, dd { margin: 0; padding: 0; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
code, pre { font: 12.5px/1.6 ${MONO}; font-variant-ligatures: none; }
h1, h3, p, td, th, li, code, pre, figcaption { overflow-wrap: anywhere; unicode-bidi: isolate; }
.soft, .kicker, footer { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
nav { margin-bottom: 1rem; }
header { padding: 1.4rem 1.5rem; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
.kicker { font-size: .85rem; }
h1 { font-size: 1.6rem; line-height: 1.25; font-weight: 650; }
.score { margin: .6rem 0 .5rem; font-size: 1.15rem; color: var(--soft); }
.score b { font-size: 2.4rem; line-height: 1; color: var(--ink); font-weight: 650; font-variant-numeric: tabular-nums; }
svg.bar { display: block; width: 100%; height: 10px; border-radius: 5px; }
.bar .lost { fill: color-mix(in srgb, var(--fail) 26%, var(--panel)); } .bar .earned { fill: var(--pass); }
.bar .open { fill: var(--open); }
.open, .problem, .override { margin-top: .9rem; padding: .55rem .8rem; border-left: 4px solid var(--open);
  background: var(--open-soft); border-radius: 0 6px 6px 0; }
.bar .open { margin: 0; }
.problem { border-color: var(--fail); background: var(--fail-soft); white-space: pre-wrap; }
.override { border-color: var(--accent); background: var(--raised); margin-top: 0; }
header > .soft { margin-top: .7rem; }
.remarks { margin-top: .8rem; padding-left: 1.1rem; color: var(--soft); }
h2 { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; margin: 2rem .2rem .6rem;
  font-size: 1.1rem; font-weight: 650; }
.points { color: var(--soft); font-size: .9rem; font-weight: 400; white-space: nowrap; font-variant-numeric: tabular-nums; }
table { width: 100%; margin-top: 1rem; border-collapse: separate; border-spacing: 0; background: var(--panel);
  border: 1px solid var(--line); border-radius: 10px; }
th, td { padding: .45rem .75rem; text-align: left; vertical-align: baseline; border-top: 1px solid var(--line); }
thead th { border-top: 0; white-space: nowrap; color: var(--soft); font-size: .82rem; font-weight: 500; }
th[scope="row"] { min-width: 9rem; font-weight: 500; } thead + tbody tr:first-child > * { border-top: 1px solid var(--line); }
tbody:first-child tr:first-child > * { border-top: 0; }
td.bars { width: 24%; vertical-align: middle; } td .bar { height: 8px; }
.count { margin-right: .8rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.count.pass { color: var(--pass); } .count.fail { color: var(--fail); } .count.unknown { color: var(--open); }
section { margin-top: 0; }
.check { background: var(--panel); border: 1px solid var(--line); border-top-width: 0; }
.check:first-of-type { border-top-width: 1px; border-radius: 10px 10px 0 0; }
.check:last-of-type { border-radius: 0 0 10px 10px; } .check:only-of-type { border-radius: 10px; }
.check:target { outline: 2px solid var(--accent); outline-offset: -2px; }
.head { display: grid; grid-template-columns: 6.6rem minmax(0, 1fr) auto 5.2rem; gap: .75rem; align-items: baseline;
  padding: .5rem .9rem; }
.head h3 { font-size: .95rem; font-weight: 500; } .check.fail h3, .check.unknown h3 { font-weight: 650; }
.head .points { text-align: right; } .head .id { color: var(--soft); }
.verdict { display: inline-flex; align-items: center; gap: .45rem; font-weight: 600; font-size: .9rem; }
.verdict .shape { display: grid; place-items: center; width: 1.25rem; height: 1.25rem; font-size: .8rem; line-height: 1; }
.verdict.pass { color: var(--pass); } .verdict.fail { color: var(--fail); } .verdict.unknown { color: var(--open); }
.verdict.pass .shape { border-radius: 50%; background: var(--pass-soft); }
.verdict.fail .shape { border-radius: 3px; background: var(--fail); color: var(--panel); }
.verdict.unknown .shape { border-radius: 50%; border: 1.5px dashed var(--open); }
.body { display: grid; grid-template-columns: minmax(0, 1fr); gap: .7rem; padding: .1rem .9rem 1rem 8.25rem; }
.body > * { min-width: 0; }
.reason { font-size: 1rem; white-space: pre-wrap; } .says { color: var(--soft); }
.hint { padding: .45rem .7rem; background: var(--raised); border-radius: 6px; }
.hint b, .says b, .again b { display: block; font-size: .78rem; font-weight: 600; color: var(--soft); }
.says b { color: inherit; }
.difference { border: 1px solid var(--line); border-radius: 6px; background: var(--raised); overflow-x: auto; }
.difference dl { display: grid; grid-template-columns: max-content max-content; column-gap: .9rem; padding: .55rem .75rem .3rem; }
.difference dt { color: var(--soft); font-size: .8rem; line-height: 1.6rem; }
.difference dd code { white-space: pre; line-height: 1.6rem; }
.difference p { padding: 0 .75rem .55rem; color: var(--soft); font-size: .85rem; }
mark { padding: .1em .1em; border-radius: 3px; background: var(--mark); color: var(--mark-ink); font-weight: 700;
  text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .2em; }
mark.end { font: italic .75rem/1 system-ui, sans-serif; padding: .15em .4em; text-decoration: none; }
details { border: 1px solid var(--line); border-radius: 6px; }
summary { cursor: pointer; padding: .4rem .7rem; font-weight: 500; font-size: .9rem; }
details[open] summary { border-bottom: 1px solid var(--line); }
.evidence { padding: .5rem .7rem; font-size: .9rem; }
.moment { display: grid; grid-template-columns: 4.6rem minmax(0, 1fr); gap: .7rem; padding: .15rem 0; }
.at { color: var(--soft); font: 11.5px/1.9 ${MONO}; text-align: right; }
.talk { margin: .45rem 0; padding: .15rem 0; border-left: 3px solid var(--line); }
.bytes { display: grid; grid-template-columns: 5rem minmax(0, 1fr); gap: .5rem; }
.who { font-size: .82rem; line-height: 1.75; color: var(--soft); overflow-wrap: anywhere; } .sent .who { color: var(--accent); }
.bytes code { white-space: pre-wrap; max-height: 24rem; overflow-y: auto; }
.esc { font-style: normal; color: var(--accent); opacity: .75; }
.evidence pre { margin: .2rem 0; padding: .5rem .7rem; background: var(--raised); border-radius: 6px; white-space: pre-wrap;
  max-height: 24rem; overflow-y: auto; }
.command { margin: 0; padding: .4rem .7rem; background: var(--raised); border-radius: 6px; white-space: pre-wrap; }
figure { display: grid; gap: .3rem; justify-items: start; } figcaption { font-size: .9rem; }
svg.flood { max-width: 100%; height: auto; }
.flood text { text-anchor: middle; fill: var(--ink); font: 12.5px system-ui, sans-serif; }
.flood .name, .flood .words { paint-order: stroke; stroke: var(--panel); stroke-width: 5px; stroke-linejoin: round; } .flood .name { font-weight: 600; }
.flood .words { fill: var(--soft); font-size: 11px; } .flood .shape { font-size: 16px; font-weight: 700; }
.flood line { stroke: var(--soft); stroke-width: 1.5; } .flood .dead { stroke-dasharray: 2 5; opacity: .6; }
.flood .server { fill: var(--panel); stroke: var(--soft); stroke-width: 2; }
.flood .origin .server { fill: var(--pass); stroke: var(--pass); } .flood .origin .shape { fill: var(--panel); }
.flood .knows .server { fill: var(--pass-soft); stroke: var(--pass); } .flood .knows .shape { fill: var(--pass); }
.flood .missing .server, .flood .excess .server { fill: var(--fail); stroke: var(--fail); }
.flood .missing .shape, .flood .excess .shape { fill: var(--panel); } .flood .halo { fill: none; stroke: var(--fail); stroke-width: 2; }
.flood .missing .words, .flood .excess .words { fill: var(--fail); font-weight: 600; }
.flood .unasked .server { stroke: var(--line); }
.flood .down .server { stroke-dasharray: 3 3; fill: var(--raised); } .flood .down .shape, .flood .down .name { fill: var(--soft); }
footer { margin: 2rem .2rem 0; font-size: .82rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem; margin-top: 1.1rem; }
.facts dt { color: var(--soft); font-size: .82rem; } .facts dd { font-size: 1.5rem; font-weight: 650; line-height: 1.2;
  font-variant-numeric: tabular-nums; } .facts small { font-size: .9rem; font-weight: 400; color: var(--soft); }
.panel { padding: 1rem 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
svg.histogram { display: block; width: 100%; height: auto; } .histogram text { fill: var(--soft); font: 12px system-ui, sans-serif;
  text-anchor: middle; } .histogram .count { fill: var(--ink); font-weight: 600; } .histogram rect { fill: var(--accent); }
.histogram line { stroke: var(--line); }
.share rect { fill: var(--fail); } .share .rest { fill: var(--line); }
.reason-cell { color: var(--soft); white-space: pre-wrap; }
@media (max-width: 640px) {
  main { padding: 1rem .75rem 2rem; } .head { grid-template-columns: 6.6rem minmax(0, 1fr) auto; } .head .id { grid-column: 2; grid-row: 2; }
  .body { padding-left: .9rem; } td.bars, th:nth-child(2) { display: none; } .bytes { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
`;

const PAPER = `
@page { margin: 15mm 14mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #56616f; } }
@media print {
  :root { ${LIGHT} --ground: #fff; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } nav { display: none; } a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; margin-top: 1.2rem; } .head { break-after: avoid; break-inside: avoid; }
  .check.pass, .difference, figure, tr, .hint, .again, .facts, .panel { break-inside: avoid; }
  .difference { overflow: visible; } .difference dd code { white-space: pre-wrap; } .difference dl { grid-template-columns: max-content minmax(0, 1fr); }
  details:not([open]) { display: none; } .bytes code, .evidence pre { max-height: none; overflow: visible; }
}
`;

export const STYLE = `${SCREEN}${PAPER}`;
