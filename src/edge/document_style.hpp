// SPDX-License-Identifier: Apache-2.0
#pragma once

// How documents look beyond base_style: on screens, on phones (where rows are cards) and on A4.

#include <string_view>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

inline constexpr std::string_view document_style = R"css(
.choose{position:absolute;width:1px;height:1px;margin:0;opacity:0}
#lang-vi:checked~* .en,#lang-en:checked~* .vi{display:none}
.languages{display:flex;justify-content:flex-end;gap:.4rem;margin-bottom:1rem}
.languages label{padding:.15rem .8rem;border:1px solid var(--line);border-radius:1rem;color:var(--soft);cursor:pointer}
#lang-vi:checked~.languages [for=lang-vi],#lang-en:checked~.languages [for=lang-en]{background:var(--accent);border-color:var(--accent);color:#fff}
#lang-vi:focus-visible~.languages [for=lang-vi],#lang-en:focus-visible~.languages [for=lang-en]{outline:2px solid var(--accent);outline-offset:2px}
a{color:var(--accent);text-decoration:none}
a:hover,a:focus{text-decoration:underline}
.document .title{padding-bottom:1.2rem;border-bottom:3px solid var(--accent)}
.document .title p{color:var(--accent);font-weight:600}
.document h1{margin:.2rem 0 0;font-size:1.9rem;font-weight:650;letter-spacing:-.01em}
.document h2{margin:2.6rem 0 .8rem;font-size:1.35rem;font-weight:650}
.document h3{margin:1.8rem 0 .4rem;font-size:1.06rem;font-weight:650;line-height:1.3;break-after:avoid}
.contents{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin-top:1rem;font-size:.92rem}
section>p{margin:.3rem 0 .5rem}
.lines,.lines ul{margin:0;padding:0;list-style:none}
.lines>li{padding:.45rem 0;border-bottom:1px solid var(--line)}
.lines ul{margin:.2rem 0 0 .2rem}
.lines ul>li{padding:.18rem 0 .18rem .8rem;border-left:2px solid var(--line)}
.lines li{break-inside:auto}
li:target,tr:target{background:#fff6d6}
code{font:.88em/1.4 ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",Menlo,monospace;overflow-wrap:anywhere;
 padding:.05em .3em;border-radius:3px;background:var(--wash)}
code a{color:inherit;text-decoration:underline;text-decoration-color:#b9c4ce;text-underline-offset:.18em}
.said,.reason{display:block;font-size:.92em}
.said{color:var(--ink)}
.reason{color:#8a3a2b}
cite,cite a{font-style:normal;color:var(--soft);font-size:.94em}
.mark{white-space:nowrap;font-size:.86em}
.text{color:#2f7f5f}.two{color:#4f7a1f}.one{color:#9a6b00}.inferred{color:#a5362a}
.legend .mark{margin-right:.8rem}
.grid{margin:.5rem 0 .8rem;font-size:.92rem}
.grid th{border-bottom:2px solid var(--ink);font-size:.86rem}
.grid td{border-bottom:1px solid var(--line)}
.whole{overflow-wrap:normal}
.whole.line{white-space:nowrap}
.grid .head{display:none}
.lane{margin:.5rem 0 0;font-size:.88rem;break-inside:avoid;break-after:avoid}
.lane+svg{break-inside:avoid}
svg{display:block;width:100%;overflow:hidden}
.axis{margin-top:.4rem}
.axis text{font-size:12px;fill:var(--soft)}
.axis line,.years line{stroke:var(--line)}
.act{fill:#14567d}.scope{fill:#8793a0}.window{fill:#d9a441}.version{fill:#4c8fcb}.other_version{fill:#86bfa5}
.not_in_force{fill:none;stroke:#b84a3e;stroke-dasharray:3 3}
.enacted{stroke:#fff}
.trace{margin-top:2.5rem;color:var(--soft);font-size:.82rem}

@media screen and (max-width:46rem){
 main{padding:1rem 1rem 3rem}
 .document h1{font-size:1.45rem}
 .grid thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
 .grid,.grid tbody,.grid tr,.grid td{display:block;width:auto}
 .grid tr{padding:.45rem 0;border-bottom:1px solid var(--line)}
 .grid td,.grid .whole{padding:.1rem 0;border:0;white-space:normal;overflow-wrap:anywhere}
 .grid .head{display:block;color:var(--soft);font-size:.82rem}
 .grid td:first-child>.head{display:none}
 .grid td:first-child{font-weight:600}
}
@page{size:A4;margin:14mm 12mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#566373}}
@media print{
 body{font-size:9.5pt;line-height:1.38}
 main{max-width:none;padding:0}
 .languages,.contents{display:none}
 .document h1{font-size:17pt}
 .document h2{margin-top:16pt;font-size:13pt}
 .document h3{margin-top:10pt;font-size:10.5pt}
 .grid{font-size:8.5pt}
 .lines>li{padding:3pt 0}
 a{color:inherit}
}
)css";

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
