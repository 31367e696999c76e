#include "pages_internal.h"

/* Letters are the phone's own, in rem, so that the phone's text size holds; widths at which the page changes
 * are in em for the same reason. The faces stand in a column with the happy end on top where it is narrow,
 * else in a row with the happy end on the right. */
const char *const pages_style[] = {
    ":root{color-scheme:light dark;--ground:#f6f4ee;--card:#fff;--ink:#14353a;--soft:#45595c;"
    "--accent:#0e6b63;--on:#fff;--line:#768683;--rule:#dfd9cb;--chosen:#e3f0ec;--bad:#8a2f1c;--rim:none}",
    "@media(prefers-color-scheme:dark){:root{--ground:#0f1c1e;--card:#182a2d;--ink:#eef4f2;--soft:#b5c6c3;"
    "--accent:#6fcfc3;--on:#06211e;--line:#7d9591;--rule:#2c4145;--chosen:#1f403e;--bad:#ffb4a0;"
    "--rim:#e6efec}}",
    "*,::before,::after{box-sizing:border-box}",
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}",
    "body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,"
    "\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;overflow-wrap:break-word}",
    "h1,h2,p,ul{margin:0}",
    "header{background:var(--card);border-bottom:.2rem solid var(--accent)}",
    "header div{max-width:48rem;margin:0 auto;padding:.6rem 1rem;display:flex;flex-wrap:wrap;"
    "gap:.25rem 1rem;align-items:center;justify-content:space-between}",
    "header p{flex:1 1 11rem;line-height:1.35}",
    "header span{display:block;color:var(--soft);font-size:.9375rem}",
    "nav{display:flex;gap:.5rem}",
    "nav a{display:flex;align-items:center;min-height:2.75rem;padding:0 .9rem;border:1px solid var(--line);"
    "border-radius:1.4rem;text-decoration:none}",
    "a{color:var(--accent)}",
    "a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}",
    "main{max-width:48rem;margin:0 auto;padding:1.25rem 1rem 2rem;padding:1.25rem min(1rem,4vw) 2rem}",
    "h1{font-size:1.5rem;line-height:1.35}",
    ".soft,small{color:var(--soft);font-size:.9375rem}",
    "small{display:block;font-weight:400}",
    ".card{display:block;border:1px solid var(--rule);background:var(--card);border-radius:1rem;"
    "padding:1rem;padding:min(1rem,4vw);margin:1rem 0 0;min-width:0}",
    "@media(min-width:48em){.card{padding:1.25rem}}",
    NULL,
};

const char *const pages_style_form[] = {
    "h2{font-size:1.125rem}",
    ".area{margin-top:1rem;font-size:1.125rem}",
    "legend,.legend{display:block;float:left;width:100%;padding:0;margin:0 0 .75rem;font-size:1.1875rem;"
    "font-weight:600;line-height:1.4}",
    "legend~*,.legend~*{clear:both}",
    ".faces-made{position:absolute;width:0;height:0}",
    ".faces{display:flex;flex-direction:column-reverse}",
    ".tiles{display:grid;gap:.5rem;grid-template-columns:1fr 1fr;"
    "grid-template-columns:repeat(auto-fill,minmax(min(8.5rem,100%),1fr))}",
    "label{position:relative;display:block}",
    "label input{position:absolute;top:0;left:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}",
    "label>span{display:flex;align-items:center;height:100%;min-height:3rem;"
    "padding:.4rem .6rem;padding:.4rem min(.6rem,2vw);border:2px solid "
    "var(--line);border-radius:.75rem;line-height:1.3;"
    "overflow-wrap:anywhere}",
    "label>span::before{content:\"\";flex:none;width:1.25rem;height:1.25rem;max-width:5vw;max-height:5vw;"
    "margin-right:.5rem;border:2px solid var(--line);border-radius:50%;background:var(--card)}",
    "[type=checkbox]+span::before{border-radius:.3rem}",
    "input:checked+span{border-color:var(--accent);background:var(--chosen);"
    "box-shadow:inset 0 0 0 1px var(--accent)}",
    "input:checked+span::before{border:.375rem solid var(--accent)}",
    "[type=checkbox]:checked+span::before{border-width:.625rem}",
    "[type=checkbox]:checked+span::after{content:\"\";position:absolute;left:calc(.92rem + "
    "2px);width:.42rem;height:.75rem;margin-top:-.15rem;border:solid var(--on);"
    "border-width:0 .19rem .19rem 0;transform:rotate(45deg)}",
    "input:focus-visible+span,button:focus-visible,textarea:focus-visible,select:focus-"
    "visible,.error:focus{"
    "outline:3px solid var(--ink);outline-offset:2px}",
    ".tiles span{padding:.4rem .5rem;line-height:1.25;font-size:1rem}",
    ".faces label{flex:1 1 0;min-width:0}",
    ".faces label+label{margin-bottom:.5rem}",
    ".faces span{min-height:3.75rem}",
    ".faces span::before{order:3;margin:0 0 0 auto}",
    ".faces b{font-weight:600;min-width:0}",
    ".faces svg{flex:none;width:3rem;height:3rem;max-width:12.5vw;max-height:12.5vw;"
    "margin-right:.5rem;margin-right:min(.5rem,2vw)}",
    "symbol circle:first-child{stroke:var(--rim);stroke-width:3}",
    "textarea,select{display:block;width:100%;margin-top:.5rem;padding:.6rem .75rem;border:2px solid "
    "var(--line);border-radius:.75rem;background:var(--card);color:inherit;font:inherit;resize:vertical}",
    "select{min-height:3.25rem;padding-right:2.25rem;-webkit-appearance:none;appearance:none;"
    "background:linear-gradient(45deg,#0000 50%,var(--ink) 0) right 1.4rem center/.4rem .4rem no-repeat,"
    "linear-gradient(-45deg,#0000 50%,var(--ink) 0) right 1rem center/.4rem .4rem no-repeat,var(--card)}",
    "textarea~p{margin-top:.75rem}",
    "button{display:block;width:100%;min-height:3.5rem;margin:1.25rem 0 0;border:0;border-radius:.9rem;"
    "background:var(--accent);color:var(--on);font:inherit;font-size:1.1875rem;font-weight:600;"
    "cursor:pointer}",
    "button:active{background:var(--ink);color:var(--ground)}",
    ".bad{color:var(--bad);font-weight:600;margin-bottom:.5rem}",
    ".error{border:3px solid var(--bad);margin:0 0 1.25rem}",
    ".error ul{margin-top:.25rem;padding-left:1.25rem}",
    ".error a{display:inline-block;min-height:2.75rem;padding:.6rem 0;color:var(--bad);font-weight:600}",
    "@media(min-width:48em){",
    ".faces{flex-direction:row}",
    ".faces span{flex-direction:column;text-align:center;padding:.9rem .4rem}",
    ".faces span::before{margin:auto 0 0}",
    ".faces label+label{margin:0 0 0 .5rem}",
    ".faces b{margin-bottom:.6rem}",
    ".faces svg{width:4rem;height:4rem;margin:0 0 .5rem}",
    "}",
    NULL,
};

const char *const pages_style_message[] = {
    ".message{padding:1.5rem 1.25rem;text-align:center}",
    ".message h1+p{margin-top:.5rem}",
    ".message~p{margin-top:1rem}",
    ".more a{display:inline-block;min-height:2.75rem;padding:.6rem 0}",
    ".sign{width:4rem;height:4rem;margin:0 auto 1rem;border:.25rem solid var(--accent);border-radius:50%;"
    "position:relative}",
    ".sign::after{content:\"\";position:absolute;left:50%;top:50%;transform:translate(-50%,"
    "-60%) rotate(45deg);width:1.1rem;height:1.9rem;border:solid var(--accent);"
    "border-width:0 .25rem .25rem 0}",
    ".note::before,.note::after{width:.3rem;height:1.2rem;border:0;background:var(--accent);"
    "transform:translate(-50%,-85%)}",
    ".note::before{content:\"\";position:absolute;left:50%;top:50%;height:.3rem;transform:translate(-50%,"
    "220%)}",
    NULL,
};
