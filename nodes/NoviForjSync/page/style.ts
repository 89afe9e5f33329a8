/** The look of the page. It is part of the page, since nothing may be fetched from elsewhere; the page names its hash. */
import { createHash } from 'crypto';

/* Text and its ground differ by at least 4.5 to 1 in both schemes, edges of controls by 3 to 1. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--text:#1c2530;--soft:#55606e;--line:#dde2e8;--edge:#7d8896;--link:#0b57b5;--focus:#0b57b5;
--good:#176b3a;--good-bg:#e3f4ea;--wait:#8a4b00;--wait-bg:#fdf0db;--bad:#b3202c;--bad-bg:#fde8e9;--mute:#4d5866;--mute-bg:#eceff3;--info:#2f4fa3;--info-bg:#e8edfb;
--added:#2b8a52;--updated:#3b73d1;--removed:#c9701a}
@media (prefers-color-scheme:dark){:root{--ground:#12161b;--card:#1b2128;--text:#e8ecf1;--soft:#a6b0bd;--line:#313a45;--edge:#7f8b99;--link:#8dbdff;--focus:#8dbdff;
--good:#7fd6a0;--good-bg:#17331f;--wait:#f3bd6c;--wait-bg:#3a2a10;--bad:#ff9aa0;--bad-bg:#421a1e;--mute:#b5bfcb;--mute-bg:#2a323c;--info:#a9bfff;--info-bg:#212d50;
--added:#5bbd82;--updated:#78a5f0;--removed:#e79a4e}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px;top:.5rem;background:var(--card);padding:.5rem 1rem;z-index:1}
.skip:focus{left:.5rem}
.wide{max-width:66rem;margin:0 auto;padding:0 1rem}
.top{background:var(--card);border-bottom:1px solid var(--line)}
.top .wide{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between;padding-top:.8rem;padding-bottom:.8rem}
.brand{font-weight:650;margin:0}
.brand a{color:inherit;text-decoration:none}
.brand a:hover{text-decoration:underline}
.asof{margin:0;color:var(--soft);font-size:.875rem}
main.wide{padding-top:1.5rem;padding-bottom:2rem}
h1{font-size:1.625rem;line-height:1.25;margin:0 0 .4rem;letter-spacing:-.01em}
h2{font-size:1.125rem;line-height:1.35;margin:0 0 .6rem}
h3{font-size:1rem;margin:1rem 0 .4rem}
p{margin:0 0 .75rem}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.arrow{color:var(--soft);font-weight:400}
.crumbs{font-size:.875rem;margin:0 0 .6rem}
.state{display:flex;flex-wrap:wrap;gap:.35rem .75rem;align-items:center;margin:0 0 .6rem}
.cards{list-style:none;margin:1.25rem 0 0;padding:0;display:grid;gap:1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:0 0 1rem}
.cards .card{margin:0}
.card>:last-child,.card section>:last-child{margin-bottom:0}
.card.bad{border-left:4px solid var(--bad)}
.card.wait{border-left:4px solid var(--wait)}
.split{display:grid;gap:.75rem 2rem}
@media (min-width:48rem){.split{grid-template-columns:minmax(0,1fr) 20rem}}
.badge{display:inline-flex;align-items:center;gap:.35em;padding:.12em .6em .12em .45em;border-radius:99px;font-size:.875rem;font-weight:600;line-height:1.5;white-space:nowrap}
.icon{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round;flex:none}
.badge.good{color:var(--good);background:var(--good-bg)}
.badge.wait{color:var(--wait);background:var(--wait-bg)}
.badge.bad{color:var(--bad);background:var(--bad-bg)}
.badge.mute{color:var(--mute);background:var(--mute-bg)}
.badge.busy,.badge.info{color:var(--info);background:var(--info-bg)}
.spinner{width:12px;height:12px;border:2px solid currentColor;border-right-color:transparent;border-radius:50%;flex:none;animation:turn 1s linear infinite}
@keyframes turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:reduce){.spinner{animation:none}}
.counts{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;margin:.5rem 0 .75rem}
.counts div{display:flex;flex-direction:column-reverse}
.counts dt{font-size:.8125rem;color:var(--soft)}
.counts dd{margin:0;font-size:1.25rem;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.3}
.counts .bad dd{color:var(--bad)}
.counts .wait dd{color:var(--wait)}
.links{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin:0;padding:0;list-style:none}
.links a,.pager a{display:inline-block;padding:.2rem 0}
.note{border:1px solid var(--line);border-left:4px solid var(--info);border-radius:8px;background:var(--card);padding:.7rem 1rem;margin:0 0 1rem}
.note.wait{border-left-color:var(--wait)}
.note.bad{border-left-color:var(--bad)}
.note p:last-child{margin:0}
.empty{text-align:center;padding:2.5rem 1.25rem}
.chart{display:block;width:100%;max-width:24rem;height:auto}
.large .chart{max-width:46rem}
.scale{stroke:var(--line);stroke-width:1}
.slot{fill:transparent}
g:hover>.slot{fill:var(--mute-bg)}
.added{fill:var(--added)}.updated{fill:var(--updated)}.removed{fill:var(--removed)}
.mark{fill:none;stroke-width:1.8;stroke-linecap:round}
.mark.good{fill:var(--good)}.mark.bad{stroke:var(--bad)}.mark.wait{fill:var(--wait)}.mark.mute{stroke:var(--mute)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:.5rem 0 .75rem;padding:0;font-size:.8125rem;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:.4em}
.legend svg{flex:none}
.filter{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;margin:0 0 .75rem}
.filter div{display:flex;flex-direction:column;gap:.2rem;flex:1 1 13rem}
.filter .go{flex:0 0 auto}
.filter+.links{margin-bottom:1rem}
label{font-size:.875rem;font-weight:600}
input,select,button{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--edge);border-radius:8px;padding:.45rem .7rem;min-height:2.75rem;max-width:100%;width:100%}
button{background:var(--link);border-color:var(--link);color:var(--card);font-weight:600;padding:.45rem 1.4rem;cursor:pointer}
.bar{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;justify-content:space-between;align-items:baseline;margin:0 0 .5rem}
.bar p{margin:0}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left}
th,td{text-align:left;vertical-align:top;padding:.6rem .75rem .6rem 0;border-top:1px solid var(--line)}
thead th{border-top:0;font-size:.8125rem;color:var(--soft);font-weight:600;padding-top:0}
tbody th{font-weight:600}
.email{display:block;font-weight:400;color:var(--soft);font-size:.875rem}
.when{white-space:nowrap;color:var(--soft)}
.num{font-variant-numeric:tabular-nums}
.pager{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;justify-content:space-between;border-top:1px solid var(--line);padding-top:.75rem}
details{margin:0 0 .5rem}
summary{cursor:pointer;font-weight:600;padding:.35rem 0}
.meanings{margin:.25rem 0 .75rem}
.meanings dt{margin-top:.75rem}
.meanings dd{margin:.15rem 0 0}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
footer .wide{padding-top:1rem;padding-bottom:1.5rem}
@media (max-width:40rem){
.people thead,.runs thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.people,.people tbody,.people tr,.people td,.people th,.runs,.runs tbody,.runs tr,.runs td,.runs th{display:block}
.people tr,.runs tr{border-top:1px solid var(--line);padding:.7rem 0}
.people th,.people td,.runs th,.runs td{border:0;padding:.1rem 0}
.people td.when::before{content:"Since "}
.filter div{flex-basis:100%}.filter .go{flex-basis:100%}
}
@media print{.filter,.pager,.links,.skip{display:none}body{background:none}.card{break-inside:avoid}}
`;

/** Only this style is allowed on the page; no script, no picture, nothing from another host. */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'`;
