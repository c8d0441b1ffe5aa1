/** The look of the pages, on the screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #d5dae1; --back: #fff; --panel: #f5f7f9;
  --good: #18794e; --bad: #b42318; --open: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #a3adba; --line: #39424e; --back: #14181d;
  --panel: #1c2229; --good: #4cc38a; --bad: #ff8f85; --open: #f0b44c; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --back: #fff; --panel: #fff;
  --good: #18794e; --bad: #b42318; --open: #8a5a00; } body { font-size: 10pt; } .check, tr, svg { break-inside: avoid; }
  h2 { break-after: avoid; } details:not([open]) { display: none; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 60rem; background: var(--back); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; overflow-wrap: anywhere; } h2 { margin: 2rem 0 .5rem; font-size: 1.15rem; }
p { margin: .35rem 0; } a { color: inherit; }
.score { font-size: 2.2rem; font-weight: 650; margin: .5rem 0 0; } .soft { color: var(--soft); }
.problem { border-left: 4px solid var(--bad); padding: .4rem .8rem; background: var(--panel); white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; } th, td { text-align: left; padding: .3rem .6rem;
  border-bottom: 1px solid var(--line); vertical-align: top; } td.number, th.number { text-align: right;
  font-variant-numeric: tabular-nums; }
.check { border-bottom: 1px solid var(--line); padding: .55rem 0; }
.head { display: flex; gap: .75rem; align-items: baseline; } .head .title { flex: 1; } .head .id { color: var(--soft);
  font: 12px ui-monospace, monospace; }
.verdict { font-weight: 650; min-width: 5.2rem; } .pass { color: var(--good); } .fail { color: var(--bad); }
.unknown { color: var(--open); }
.reason { margin-left: 5.95rem; overflow-wrap: anywhere; white-space: pre-wrap; }
details { margin: .3rem 0 .2rem 5.95rem; } summary { cursor: pointer; color: var(--soft); }
pre, code { font: 12px/1.55 ui-monospace, monospace; } pre { margin: .3rem 0; padding: .5rem .7rem; background: var(--panel);
  border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.exact { white-space: pre; overflow-x: auto; }
mark { background: var(--bad); color: var(--back); }
.at { color: var(--soft); } .client::before { content: "→ "; } .server::before { content: "← "; }
svg.flood { width: 100%; max-width: 28rem; } svg text { text-anchor: middle; fill: var(--ink); font: 11px system-ui; }
svg .words { fill: var(--soft); font-size: 9.5px; } svg .mark { font-size: 14px; font-weight: 700; }
svg circle { fill: var(--back); stroke: var(--ink); stroke-width: 1.5; } svg .origin, svg .knows { stroke: var(--good);
  stroke-width: 3; } svg .missing, svg .excess { stroke: var(--bad); stroke-width: 3; } svg .down { stroke-dasharray: 3 3; }
svg line { stroke: var(--soft); stroke-width: 1.5; } svg .dead { stroke-dasharray: 2 4; }
.bar { background: var(--soft); height: .8rem; display: inline-block; vertical-align: middle; }
`;
