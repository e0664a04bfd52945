/** The shop's own look: nothing of the dashboard's. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#f7f4ee;--ink:#26231e;--soft:#6d665b;--line:#ddd5c7;--leaf:#4b6344;--onleaf:#fff;--card:#fffdf8}
@media(prefers-color-scheme:dark){:root{--paper:#1c1a17;--ink:#ece6da;--soft:#a89f90;--line:#3a352e;--leaf:#a3bf97;--onleaf:#18200f;--card:#24211d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 "Hiragino Mincho ProN","Noto Serif CJK JP",Georgia,serif}
a{color:inherit}
.bar,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
.bar{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;padding-block:1.5rem;border-bottom:1px solid var(--line)}
.bar a{text-decoration:none}
.bar .name{font-size:1.35rem;letter-spacing:.06em;margin-right:auto}
main{padding-block:2rem 3rem}
h1{font-weight:500;font-size:1.9rem;line-height:1.25;margin:0 0 .5rem;text-wrap:balance}
.lead{color:var(--soft);max-width:34rem;margin:0 0 2rem}
.list{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1.5rem;padding:0;margin:0;list-style:none}
.list a{text-decoration:none;display:block}
.picture{display:grid;place-items:center;aspect-ratio:4/3;border-radius:3px;font-size:2.6rem;letter-spacing:.1em;color:#fff}
.hue-105{background:#6c8a58}.hue-28{background:#8a5f3c}.hue-88{background:#7f9644}.hue-14{background:#93543f}
.list strong{display:block;font-weight:500;margin-top:.75rem}
.price{color:var(--soft);font-variant-numeric:tabular-nums}
.two{display:grid;gap:2rem;grid-template-columns:1fr 1fr}
@media(max-width:40rem){.two{grid-template-columns:1fr}h1{font-size:1.55rem}}
button,.button{font:inherit;display:inline-block;background:var(--leaf);color:var(--onleaf);border:1px solid var(--leaf);border-radius:3px;padding:.65rem 1.4rem;cursor:pointer;text-decoration:none}
.quiet{background:none;color:inherit;border-color:var(--line)}
.row{display:flex;gap:1rem;flex-wrap:wrap;align-items:center;margin-top:1.5rem}
table{border-collapse:collapse;width:100%;max-width:34rem}
td{padding:.6rem 0;border-bottom:1px solid var(--line)}
td:last-child{text-align:right;font-variant-numeric:tabular-nums}
footer{color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);padding-block:1.5rem 3rem}
.notice{position:fixed;inset:auto 0 0 0;background:var(--card);border-top:1px solid var(--line);padding:1rem 1.25rem}
.notice div{max-width:60rem;margin:0 auto;display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:center}
.notice p{margin:0;flex:1 1 18rem}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--leaf);outline-offset:3px}
`;
