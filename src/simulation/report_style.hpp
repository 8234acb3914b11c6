// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the page of a simulation looks beyond base_style: on screens, on phones and on A4.

#include <string_view>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace simulation {

inline constexpr std::string_view report_style = R"css(
.paid{--tone:#2f7f5f}.gain{--tone:#2f7f5f}.loss{--tone:#b84a3e}.open{--tone:#e3bd6c}.plain{--tone:#b9c4ce}
rect{fill:var(--tone)}
svg{display:block;width:100%}
.simulation .title{padding-bottom:1.2rem;border-bottom:3px solid var(--accent)}
.simulation .title>p:first-child{color:var(--accent);font-weight:600}
.simulation h1{margin:.2rem 0 .6rem;font-size:1.9rem;font-weight:650;letter-spacing:-.01em}
.simulation h2{margin:2.8rem 0 .6rem;font-size:1.35rem;font-weight:650}
.simulation h3{margin:1.6rem 0 .3rem;font-size:1.02rem;font-weight:650;break-after:avoid}
.meta{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;color:var(--soft);font-size:.92rem}
section>p{margin:.2rem 0}
.figures{font-size:.88rem}
.figures th,.figures td{padding:.32rem .45rem;border-bottom:1px solid var(--line)}
.figures thead th{border-bottom:2px solid var(--ink);font-size:.8rem;line-height:1.25}
.figures td,.figures thead th+th{text-align:right;overflow-wrap:normal;word-break:keep-all}
.figures th:first-child{padding-left:0;min-width:9rem}
.figures .bars{width:22%;min-width:6rem;padding-right:0;text-align:left}
.figures .bars svg{height:.7rem;border-radius:2px;background:var(--wash)}
.figures .head th{padding-top:.9rem;color:var(--soft);border-bottom:0}
.figures .total>*{font-weight:650;background:var(--wash)}
.figures .label{display:none}
.curve{margin:1rem 0 .4rem}
.curve svg{height:15rem;overflow:visible;border-left:1px solid var(--line);border-bottom:1px solid var(--line)}
.curve polyline{fill:none;stroke:var(--accent);stroke-width:2.5;vector-effect:non-scaling-stroke}
.curve .limit{stroke:#b84a3e;stroke-width:1.5;stroke-dasharray:6 4;vector-effect:non-scaling-stroke}
.curve p{display:flex;justify-content:space-between;gap:1rem;color:var(--soft);font-size:.84rem}
.curve .limits{color:#a5362a}
.trace{margin-top:2.5rem;color:var(--soft);font-size:.8rem}

@media screen and (max-width:54rem){
 main{padding:1rem 1rem 3rem}
 .simulation h1{font-size:1.45rem}
 .figures thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
 .figures,.figures tbody,.figures tr,.figures th,.figures td{display:block;width:auto}
 .figures tr{padding:.45rem 0;border-bottom:1px solid var(--line)}
 .figures th,.figures td,.figures .bars{padding:.08rem 0;border:0;width:auto;text-align:right}
 .figures th:first-child{font-weight:600;text-align:left}
 .figures .label{display:inline;float:left;color:var(--soft);font-weight:400}
 .figures td:empty{display:none}
 .curve svg{height:11rem}
}
@page{size:A4;margin:14mm 12mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#566373}}
@media print{
 body{font-size:9pt;line-height:1.35}
 main{max-width:none;padding:0}
 .simulation h1{font-size:17pt}
 .simulation h2{margin-top:16pt;font-size:13pt}
 .simulation h3{font-size:10.5pt}
 .figures{font-size:7.6pt}
 .figures thead th{font-size:7pt}
 .figures th,.figures td{padding:2.4pt 3pt}
 .figures .bars{width:16%;min-width:0}
 .figures th:first-child{min-width:0}
}
)css";

}  // namespace simulation
}  // namespace HOTRO_ABI
}  // namespace hotro
