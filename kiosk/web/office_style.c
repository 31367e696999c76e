#include "office_style.h"
#include <stddef.h>

/* The colours are those of the phone's pages. */
const char *const office_style[] = {
    ":root{color-scheme:light "
    "dark;--ground:#f6f4ee;--card:#fff;--ink:#14353a;--soft:#45595c;--accent:#0e6b63;"
    "--on:#fff;--line:#768683;--rule:#dfd9cb;--chosen:#e3f0ec;--bad:#8a2f1c;--missed:#8c510a;--track:#e6e3d9}"
    "\n",
    "@media(prefers-color-scheme:dark){:root{--ground:#0f1c1e;--card:#182a2d;--ink:#eef4f2;--soft:#b5c6c3;"
    "--accent:#6fcfc3;--on:#06211e;--line:#7d9591;--rule:#2c4145;--chosen:#1f403e;--bad:#ffb4a0;"
    "--missed:#f0b46a;--track:#2c4145}}\n",
    "*{box-sizing:border-box}\n",
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n",
    "body{margin:0;background:var(--ground);color:var(--ink);font:.9375rem/1.45 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Noto "
    "Sans\",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}\n",
    "h1,h2,p,ul,dl,dd,table,fieldset{margin:0}\n",
    "h1{font-size:1.375rem;line-height:1.3}\n",
    "h2{font-size:1.0625rem;line-height:1.35}\n",
    "a{color:var(--accent)}\n",
    "small,.soft{color:var(--soft)}\n",
    "small{font-size:.875rem;font-weight:400}\n",
    "th small{display:block}\n",
    "code{font:.875rem \"Noto Sans Mono\",Consolas,monospace}\n",
    ":focus-visible{outline:3px solid var(--ink);outline-offset:2px}\n",
    "main:focus{outline:0}\n",
    ".skip{position:absolute;left:-99rem}\n",
    ".skip:focus{left:.5rem;top:.5rem;padding:.6rem 1rem;background:var(--card);z-index:1}\n",
    ".shapes{position:absolute;width:0;height:0}\n",

    /* The bar on top. */
    "header{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem;align-items:center;padding:.5rem 1.25rem;"
    "background:var(--card);border-bottom:.2rem solid var(--accent)}\n",
    ".brand{line-height:1.3;margin-right:auto}\n",
    ".brand span{display:block;color:var(--soft);font-size:.875rem}\n",
    "nav ul,.links{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0}\n",
    "nav a,.links a,.tools a,button{display:inline-flex;align-items:center;justify-content:center;"
    "min-height:2.25rem;padding:.2rem .9rem;border:1px solid var(--line);border-radius:.6rem;"
    "background:var(--card);color:var(--accent);font:inherit;text-decoration:none;cursor:pointer}\n",
    "nav a:hover,.links a:hover,.tools a:hover,button:hover{border-color:var(--accent);"
    "background:var(--chosen)}\n",
    "[aria-current]{background:var(--accent)!important;border-color:var(--accent)!important;"
    "color:var(--on)!important;font-weight:600}\n",
    ".tools,.tools form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center}\n",
    ".who{font-weight:600}\n",
    "button.main{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600}\n",
    "button.main:hover{background:var(--ink);border-color:var(--ink);color:var(--ground)}\n",
    "button.grave{background:var(--bad);border-color:var(--bad);color:var(--ground);font-weight:600}\n",

    /* Cards. */
    "main{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;max-width:112rem;margin:0 auto;"
    "padding:1rem 1.25rem 2rem}\n",
    ".card{background:var(--card);border:1px solid var(--rule);border-radius:.8rem;padding:.9rem 1.1rem;"
    "min-width:0}\n",
    ".card>*+*{margin-top:.6rem}\n",
    ".narrow{width:100%;max-width:27rem;margin:2rem auto;padding:1.5rem}\n",
    ".narrow>*+*{margin-top:.8rem}\n",
    ".middle{width:100%;max-width:46rem;margin:0 auto}\n",
    ".figures,.trio{display:grid;gap:1rem;min-width:0}\n",
    ".period{display:flex;flex-wrap:wrap;gap:.6rem "
    "1.5rem;align-items:center;justify-content:space-between}\n",
    ".period>*{margin:0}\n",
    ".about,.open{font-size:.9375rem}\n",
    ".open{font-weight:600;color:var(--missed)}\n",
    ".shelf{display:flex;flex-wrap:wrap;gap:.6rem 2rem;align-items:center;justify-content:space-between}\n",
    ".shelf>div{display:flex;flex-wrap:wrap;gap:.4rem .75rem;align-items:center}\n",
    "summary{cursor:pointer;color:var(--accent);padding:.3rem 0}\n",

    /* Forms. */
    "label,legend{font-weight:600;padding:0}\n",
    "fieldset{border:0;padding:0;min-width:0}\n",
    "input,select{display:block;width:100%;min-height:2.75rem;padding:.4rem .7rem;margin-top:.25rem;"
    "border:2px solid var(--line);border-radius:.6rem;background:var(--card);color:inherit;font:inherit}\n",
    "[type=radio]{display:inline-block;width:1.25rem;height:1.25rem;min-height:0;margin:0 .6rem 0 0;"
    "accent-color:var(--accent);vertical-align:-.25rem;flex:none}\n",
    ".choice{display:flex;align-items:center;min-height:2.75rem;font-weight:400}\n",
    ".field+.field{margin-top:.8rem}\n",
    "form p:last-child:not(.field){margin-top:1.1rem}\n",
    ".narrow button.main{width:100%;min-height:2.9rem;font-size:1.0625rem}\n",
    ".picker{display:flex;flex-wrap:wrap;gap:.8rem;align-items:flex-end;padding-top:.4rem}\n",
    ".picker .field{margin:0;flex:0 1 13rem}\n",
    ".picker button{min-height:2.75rem}\n",
    ".picker+.soft{margin-top:.6rem}\n",
    ".trouble{color:var(--bad);font-weight:600;border:2px solid var(--bad);border-radius:.6rem;"
    "padding:.6rem .8rem}\n",
    ".row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}\n",

    /* Tables. */
    "table{width:100%;border-collapse:separate;border-spacing:0}\n",
    "th,td{padding:.3rem .5rem;text-align:left;vertical-align:middle;font-weight:400}\n",
    "th:first-child{padding-left:0}\n",
    "tr>:last-child{padding-right:0}\n",
    "thead th{font-size:.875rem;color:var(--soft);vertical-align:bottom}\n",
    "thead tr:last-child>*{border-bottom:2px solid var(--line)}\n",
    "thead [rowspan]{border-bottom:2px solid var(--line)}\n",
    ".group{text-align:center;font-weight:600;border-bottom:1px solid var(--rule)}\n",
    "tbody tr+tr>*{border-top:1px solid var(--rule)}\n",
    ".share,.n{text-align:right;white-space:nowrap}\n",
    "thead .share,thead .n{white-space:normal}\n",
    "tbody .share:not(.soft){font-weight:600}\n",
    ".sum>*{font-weight:600}\n",
    ".each{padding-left:1.4rem!important}\n",
    ".scroll{overflow-x:auto}\n",
    ".picture{width:20%;min-width:5rem}\n",
    ".areas th:first-child{width:15%}\n",
    ".areas td:last-child{width:17%}\n",
    ".targets tbody th{width:30%}\n",
    ".targets tr+tr>.share:first-child{padding-left:.5rem}\n",
    ".targets .share{width:9%}\n",
    ".targets .n{width:6%}\n",
    "td .basis,td .verdict{white-space:nowrap}\n",
    ".basis{display:inline-block;font-size:.875rem;font-weight:400;line-height:1.3;color:var(--soft);"
    "border:1px solid var(--line);border-radius:1em;padding:.05rem .6em;vertical-align:middle}\n",
    ".verdict{display:inline-flex;gap:.35em;align-items:flex-start;line-height:1.3;font-weight:600;"
    "vertical-align:middle}\n",
    ".verdict "
    "svg{flex:none;width:1.1em;height:1.1em;margin-top:.1em;fill:none;stroke:var(--soft);stroke-width:3;"
    "stroke-linecap:round;stroke-linejoin:round}\n",
    ".met{color:var(--accent)}\n",
    ".met svg{fill:var(--accent);stroke:var(--card)}\n",
    ".missed{color:var(--missed)}\n",
    ".missed svg{fill:var(--missed);stroke:var(--card)}\n",
    ".none,.outside{color:var(--soft);font-weight:400}\n",
    "symbol#met path{fill:none}\n",
    "symbol#met circle,symbol .body{stroke:none}\n",
    "symbol#missed path{fill:inherit}\n",
    ".ring{stroke-width:2}\n",

    /* Figures and drawings. */
    ".big{font-size:2.5rem;font-weight:600;line-height:1.15;color:var(--accent)}\n",
    ".big .basis{letter-spacing:0}\n",
    ".required{display:flex;flex-wrap:wrap;gap:.1em .5em;align-items:center}\n",
    "td.required{display:table-cell;white-space:nowrap}\n",
    "dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.4rem 1rem}\n",
    "dt{font-size:.875rem;color:var(--soft)}\n",
    "dd{font-weight:600}\n",
    "dd small{white-space:nowrap}\n",
    ".bar{display:block;width:100%;height:1rem}\n",
    ".figure .bar{height:1.5rem}\n",
    ".ground{fill:var(--track)}\n",
    ".full{fill:var(--accent)}\n",
    ".target{fill:none;stroke:var(--ink);stroke-width:3;vector-effect:non-scaling-stroke}\n",
    ".halo{fill:none;stroke:var(--card);stroke-width:7;vector-effect:non-scaling-stroke}\n",
    ".card>.trend{margin-top:1.2rem}\n",
    ".trend,.counts{display:grid;grid-template-columns:3.2rem 1fr;gap:.3rem .5rem;font-size:.875rem;"
    "color:var(--soft)}\n",
    ".trend svg{width:100%;height:11rem;overflow:visible}\n",
    ".trend .target{stroke-width:2;stroke-dasharray:8 5}\n",
    ".scale{display:flex;flex-direction:column;justify-content:space-between;text-align:right;margin:-.7em "
    "0}\n",
    ".ends{grid-column:2;display:flex;justify-content:space-between;gap:1rem}\n",
    ".grid{stroke:var(--rule);stroke-width:1;vector-effect:non-scaling-stroke}\n",
    ".line{fill:none;stroke:var(--accent);stroke-width:3;stroke-linejoin:round;"
    "vector-effect:non-scaling-stroke}\n",
    ".dots{fill:none;stroke:var(--accent);stroke-width:8;stroke-linecap:round;"
    "vector-effect:non-scaling-stroke}\n",
    ".counts span{text-align:right;line-height:1}\n",
    ".counts svg{width:100%;height:3rem;border-bottom:1px solid var(--line)}\n",
    ".counts path{fill:var(--soft)}\n",

    /* Remarks. */
    ".remarks{list-style:none;padding:0;display:grid;gap:.75rem;max-width:64rem}\n",
    ".remark{display:flex;gap:1rem;align-items:flex-start;justify-content:space-between}\n",
    ".remark p{white-space:pre-line;min-width:0;overflow-wrap:anywhere}\n",
    ".remark a,.remark small{flex:none;display:inline-block;padding:.1rem .4rem}\n",
    "blockquote{margin:0;padding:.6rem 1rem;border-left:.3rem solid var(--line);white-space:pre-line;"
    "overflow-wrap:anywhere}\n",

    "@media(min-width:48rem){\n",
    ".figures{grid-template-columns:repeat(auto-fit,minmax(22rem,1fr))}\n",
    "}\n",
    "@media(min-width:72rem){.trio{grid-template-columns:minmax(0,10fr) minmax(0,11fr) minmax(0,9fr)}}\n",
    "@media(max-width:47.99rem){\n",
    "main{padding:.75rem .75rem 1.5rem}\n",
    "header{padding:.5rem .75rem}\n",
    "nav a,.links a,.tools a,button{min-height:2.75rem}\n",
    ".big{font-size:2.25rem}\n",
    ".areas,.targets,.devices{width:max-content}\n",
    ".areas .picture{display:none}\n",
    ".scroll tbody th,.scroll thead tr:first-child>:first-child{position:sticky;left:0;min-width:8.5rem;"
    "max-width:8.5rem;background:var(--card)}\n",
    ".remark{display:block}\n",
    ".remark a{padding:.5rem 0}\n",
    "}\n",
    "@media print{\n",
    "@page{size:A4;margin:12mm}\n",
    ":root{--ground:#fff;--card:#fff;--ink:#000;--soft:#333;--accent:#0e6b63;--on:#fff;--line:#666;--rule:#"
    "bbb;"
    "--chosen:#fff;--bad:#8a2f1c;--missed:#8c510a;--track:#ddd}\n",
    "html{font-size:9pt}\n",
    "body{-webkit-print-color-adjust:exact;print-color-adjust:exact}\n",
    "nav,.tools,.shelf,.links,.picker,.choose,.remark a,details:not([open]){display:none}\n",
    "main,.trio,.figures{display:block;padding:0}\n",
    "header{padding:0 0 .4rem}\n",
    ".card{margin:0 0 .7rem;border-radius:0}\n",
    ".scroll{overflow:visible}\n",
    ".areas,.targets,.devices{width:100%}\n",
    ".scroll tbody th,.scroll thead th{position:static!important;max-width:none!important}\n",
    "tr,.figure,.trend,.counts,h2,.remark{break-inside:avoid}\n",
    "h2{break-after:avoid}\n",
    "}\n",
    NULL,
};
