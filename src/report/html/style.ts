/** The whole look of the page. One accent; severity is told by words and shapes, colour only helps. */
export const STYLE = `
:root{color-scheme:light;--ground:#fbfaf8;--card:#fff;--ink:#1d2129;--quiet:#5b6472;--line:#e3e1dc;--accent:#2f5fd0;--accent-soft:#e9effc;
--critical:#b3122e;--high:#c2410c;--medium:#8a6100;--low:#1d6a8a;--info:#5b6472;--good:#1f7a45;
--critical-soft:#fdeaed;--high-soft:#fdefe6;--medium-soft:#fbf3da;--low-soft:#e6f3f8;--info-soft:#f0f0ee;--good-soft:#e6f5ec;--shadow:0 1px 2px #0000000d,0 4px 16px #0000000a}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--ground:#14171c;--card:#1c2027;--ink:#e8eaee;--quiet:#a2abb9;--line:#2f353f;--accent:#8fb0ff;--accent-soft:#222c44;
--critical:#ff8d9d;--high:#ffa679;--medium:#ecc766;--low:#7fcbe8;--info:#a2abb9;--good:#7fd6a2;
--critical-soft:#3a1b22;--high-soft:#38231a;--medium-soft:#332b17;--low-soft:#172d37;--info-soft:#262b33;--good-soft:#182e22;--shadow:none}}
:root[data-theme=dark]{color-scheme:dark;--ground:#14171c;--card:#1c2027;--ink:#e8eaee;--quiet:#a2abb9;--line:#2f353f;--accent:#8fb0ff;--accent-soft:#222c44;
--critical:#ff8d9d;--high:#ffa679;--medium:#ecc766;--low:#7fcbe8;--info:#a2abb9;--good:#7fd6a2;
--critical-soft:#3a1b22;--high-soft:#38231a;--medium-soft:#332b17;--low-soft:#172d37;--info-soft:#262b33;--good-soft:#182e22;--shadow:none}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,.top{max-width:1160px;margin:0 auto;padding:0 24px}
.top{padding-top:40px}
h1{font-size:30px;line-height:1.2;margin:0 0 6px;letter-spacing:-.02em;font-weight:650}
h2{font-size:20px;margin:56px 0 6px;scroll-margin-top:16px;letter-spacing:-.01em;font-weight:650}
h3{font-size:16px;margin:0;font-weight:650}
p{margin:0 0 10px}
.lead,.note{color:var(--quiet)}
.note{font-size:13.5px}
a{color:var(--accent)}
nav{display:flex;gap:18px;flex-wrap:wrap;align-items:center;margin-top:16px;font-size:14px}
nav a{text-decoration:none}nav a:hover{text-decoration:underline}
button,select,input[type=search]{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:6px 12px}
button{cursor:pointer}button:hover{border-color:var(--accent)}
nav button{margin-left:auto;font-size:13px;padding:4px 10px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:14px;margin:28px 0 0;padding:0;list-style:none}
.tile{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:18px 20px;box-shadow:var(--shadow)}
.tile b{display:block;font-size:34px;line-height:1.1;font-weight:650;letter-spacing:-.02em}
.tile span{color:var(--quiet);font-size:13.5px}
.tile.bad b{color:var(--critical)}.tile.well b{color:var(--good)}
.bar{display:flex;height:10px;border-radius:5px;overflow:hidden;gap:2px;margin:22px 0 8px}
.bar rect{stroke:none}
svg.bar{display:block;width:100%}
.fill-critical{fill:var(--critical)}.fill-high{fill:var(--high)}.fill-medium{fill:var(--medium)}.fill-low{fill:var(--low)}.fill-info{fill:var(--info)}
.legend{display:flex;gap:16px;flex-wrap:wrap;font-size:13.5px;color:var(--quiet);margin:0;padding:0;list-style:none}
.legend b{color:var(--ink)}
.picture{background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:auto;max-height:640px;padding:10px 14px;box-shadow:var(--shadow)}
.picture svg{display:block;min-width:680px;width:100%;height:auto}
.picture text{fill:var(--ink);font-size:12.5px}
.picture .head{fill:var(--quiet);font-size:11.5px;letter-spacing:.08em}
.picture path{fill:none;stroke:var(--quiet);stroke-opacity:.45;stroke-width:1.4}
.picture .crossing{stroke:var(--critical);stroke-opacity:.8;stroke-width:2;stroke-dasharray:5 3}
.picture circle{fill:var(--accent)}.picture .shared circle{fill:var(--critical)}.picture .shared text{fill:var(--critical);font-weight:650}
.picture .none{fill:var(--quiet);font-style:italic}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;margin:8px 0;box-shadow:var(--shadow);content-visibility:auto;contain-intrinsic-size:auto 54px}
.card[open]{contain-intrinsic-size:auto 560px}
.card>summary{display:grid;grid-template-columns:14px minmax(0,1.15fr) 300px minmax(0,1fr) 202px;gap:4px 16px;align-items:center;padding:12px 20px;width:auto;color:inherit;list-style:none;border-radius:12px}
.card>summary::-webkit-details-marker{display:none}
.card>summary::before{content:"";border:5px solid transparent;border-left:7px solid var(--quiet);border-right:0;justify-self:center}
.card[open]>summary::before{transform:rotate(90deg)}
.card>summary:hover h3{color:var(--accent)}
.card h3 .note{font-weight:400}.access{color:var(--quiet);font-size:13.5px}
.verdict{font-weight:600;justify-self:end}
.inside{padding:0 22px 18px 50px}
.below{margin:26px 0 8px;color:var(--quiet)}.find{display:flex;gap:10px;margin:12px 0}.find input{flex:1 1 auto;min-width:0}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:12px 0;font-size:14px}
.facts dt{color:var(--quiet)}.facts dd{margin:0}
.marks{display:flex;gap:3px}
.marks>span{display:flex;align-items:center;gap:2px;border-radius:6px;padding:1px 5px;font-size:11.5px;border:1px solid var(--line)}
.marks .kept{background:var(--good-soft);color:var(--good);border-color:transparent}
.marks .broken{background:var(--critical-soft);color:var(--critical);border-color:transparent}
.marks .unknown{color:var(--quiet);border-style:dashed}
.chip{display:inline-block;border-radius:6px;padding:1px 8px;font-size:12.5px;font-weight:600}td>.chip{white-space:nowrap}
.critical{background:var(--critical-soft);color:var(--critical)}.high{background:var(--high-soft);color:var(--high)}.medium{background:var(--medium-soft);color:var(--medium)}.low{background:var(--low-soft);color:var(--low)}.info{background:var(--info-soft);color:var(--info)}.waived{background:var(--info-soft);color:var(--info)}.good{background:var(--good-soft);color:var(--good)}
.alarm{background:var(--critical-soft);color:var(--critical);border-radius:10px;padding:8px 14px;margin:12px 0 0;font-size:14px}
details{margin-top:12px}details.inline{margin:0}td details,.alarm details{margin-top:0}.alarm summary,.alarm .brief{color:inherit}
summary{cursor:pointer;color:var(--accent);font-size:14px;width:max-content;max-width:100%}
.matrix{overflow-x:auto;margin-top:8px}
table{border-collapse:collapse;font-size:13.5px;width:100%}
th,td{text-align:left;padding:5px 8px;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--quiet);font-weight:500;font-size:12px;white-space:nowrap}
.matrix td.on,.matrix td.off,.matrix th.verb{text-align:center;width:44px}
.matrix td.on{color:var(--accent);font-weight:700}.matrix td.off{color:var(--line)}
.matrix td.wide{color:var(--critical)}
.fields{font-size:13px;color:var(--quiet)}.fields b{color:var(--ink);font-weight:600}
.filters{display:flex;gap:10px;flex-wrap:wrap;align-items:center;margin:16px 0;position:sticky;top:0;background:var(--ground);padding:10px 0;z-index:1}
.filters input{flex:1 1 220px;min-width:0}.filters select{max-width:220px;min-width:0}
.finding{border:1px solid var(--line);border-left:4px solid var(--line);background:var(--card);border-radius:10px;padding:14px 18px;margin:10px 0;content-visibility:auto;contain-intrinsic-size:auto 215px}
.finding.is-critical{border-left-color:var(--critical)}.finding.is-high{border-left-color:var(--high)}.finding.is-medium{border-left-color:var(--medium)}.finding.is-low{border-left-color:var(--low)}
.finding>header{display:flex;gap:6px 10px;flex-wrap:wrap;align-items:center;margin-bottom:6px}
.finding code,.places{font:12.5px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--quiet)}
.fix{margin:8px 0 0}.fix b{color:var(--good)}
.reasons{color:var(--quiet);font-size:12.5px;margin-left:auto}
.details{margin:6px 0;padding-left:18px;color:var(--quiet);font-size:13.5px}.concerns{color:var(--quiet);font-size:13px}
.brief{list-style:none;padding:0;margin:12px 0 0}.brief li{margin:5px 0;font-size:14px}
footer{color:var(--quiet);font-size:13px;max-width:1160px;margin:64px auto 40px;padding:0 24px}
[hidden]{display:none!important}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:640px){main,.top,footer{padding-left:16px;padding-right:16px}h1{font-size:24px}.card>summary{grid-template-columns:14px 1fr;padding:12px 14px}.card>summary .marks,.card>summary .access{grid-column:2/-1}.card>summary .verdict{grid-column:2/-1;justify-self:start}.inside{padding:0 14px 14px}.facts{grid-template-columns:1fr}.facts dt{margin-top:6px}.reasons{margin-left:0}.filters{position:static}.tile b{font-size:28px}.tiles{grid-template-columns:1fr 1fr}}
@media print{@page{size:A4;margin:14mm}:root,:root[data-theme=dark],:root:not([data-theme=light]){color-scheme:light;--ground:#fff;--card:#fff;--ink:#000;--quiet:#444;--line:#ccc}body{font-size:10.5pt}nav,.filters,.more,.theme{display:none!important}.find{display:none}.card,.finding{box-shadow:none;break-inside:avoid;content-visibility:visible}.picture{max-height:none;overflow:visible}h2{break-after:avoid}}
`;
