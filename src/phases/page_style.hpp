// SPDX-License-Identifier: Apache-2.0
#pragma once

// How the pages of a phase look beyond base_style: on screens, on phones (where the rows of wide tables are
// cards) and on A4.

#include <string_view>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace phases {

inline constexpr std::string_view page_style = R"css(
.accepted{--tone:#2f7f5f}.refused{--tone:#b84a3e}.undetermined{--tone:#d9a441}
.erroneous{--tone:#7d62a8}.duplicate{--tone:#8793a0}.waiting{--tone:#4c8fcb}
.paid{--tone:#1f6a4e}.granted{--tone:#86bfa5}.ground{--tone:#e4e9ed}
rect{fill:var(--tone)}
.chart rect+rect{stroke:#fff;vector-effect:non-scaling-stroke}
.dot{display:inline-block;width:.7em;height:.7em;margin-right:.45em;border-radius:2px;background:var(--tone)}
svg{display:block;width:100%}
.chart{height:1.1rem;border-radius:3px}
.bar{height:.36rem;margin-top:.35rem;border-radius:2px}

.report .title{padding-bottom:1.2rem;border-bottom:3px solid var(--accent)}
.report .title>p:first-child{color:var(--accent);font-weight:600}
.report h1{margin:.2rem 0 .7rem;font-size:2.1rem;font-weight:650;letter-spacing:-.01em}
.report h2{margin:2.4rem 0 .9rem;font-size:1.22rem;font-weight:650}
.meta{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;align-items:baseline;color:var(--soft);font-size:.92rem}
.state{padding:.08rem .7rem;border-radius:1rem;background:var(--accent);color:#fff;font-weight:600}
.hero{margin-bottom:.8rem;font-size:1.1rem;color:var(--soft)}
.hero b{font-size:2.6rem;font-weight:650;line-height:1.1;color:var(--ink)}
.tiles{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));margin-top:1rem;border-top:1px solid var(--line)}
.tiles>div{padding:.65rem .6rem .65rem 0;border-bottom:1px solid var(--line)}
.tiles dt{color:var(--soft);font-size:.9rem}
.tiles dd{font-size:1.45rem;font-weight:600;line-height:1.3}
.tiles small{margin-left:.5rem;font-size:.9rem}
.money dd{font-size:1.2rem}
.budget{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1rem;margin:1.2rem 0 .5rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin-top:.5rem;list-style:none;font-size:.88rem;color:var(--soft)}
.checks{list-style:none}
.checks li{padding:.45rem 0;border-bottom:1px solid var(--line)}
.checks li:first-child{border-top:1px solid var(--line)}
.good{color:#23694c}.bad{color:#a5362a}
.report section>ul:not([class]){padding-left:1.2rem}
.report thead th{border-bottom:2px solid var(--ink);font-size:.82rem;line-height:1.25}
.report tbody th,.report tbody td{border-bottom:1px solid var(--line)}
.report td,.sums thead th+th,.counted thead th+th{text-align:right}
.counted small{display:block}
.sums{font-size:.86rem}
.sums thead th+th{overflow-wrap:normal}
.sums th:first-child{width:44%;padding-left:0}
.sums td:last-child,.sums th:last-child{padding-right:0}
.others{display:flex;flex-wrap:wrap;gap:0 .9rem;margin-top:.25rem;color:var(--soft);font-size:.86em;font-weight:400}
.others .dot{margin-right:.3em}
.sums td{overflow-wrap:normal}
.counted td,.counted thead th+th{width:5.5rem;padding-right:0}
.counted th{padding-left:0}
.counted+.soft{margin-top:.5rem}
.zero{color:#737f8b}
.total>*{font-weight:650;border-bottom:2px solid var(--ink)!important}
.origin{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.3rem 1.2rem}
.origin dt{color:var(--soft)}
code{font:.9em/1 ui-monospace,"Cascadia Mono",Consolas,Menlo,monospace;overflow-wrap:anywhere}

.form{font-family:"Times New Roman","Liberation Serif",Tinos,"Noto Serif",serif}
.form main{max-width:52rem}
.across main{max-width:78rem}
.form h1{margin:1.8rem 0 .3rem;font-size:1.35rem;text-align:center;text-transform:uppercase}
.form h2{margin:1.4rem 0 .5rem;font-size:1.05rem}
.form .subtitle{text-align:center}
.letterhead{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.6rem 2rem}
.letterhead>div:last-child{text-align:center}
.motto{padding-bottom:.15rem;border-bottom:1px solid var(--ink)}
.list{margin-top:1.2rem;font-size:.84rem;line-height:1.3}
.list th,.list td{padding:.25rem .3rem;border:1px solid #7c8894}
.list thead th{background:var(--wash);text-align:center;vertical-align:middle;overflow-wrap:break-word}
.list{overflow-wrap:normal}
.list .n{text-align:right}
.list .word{white-space:nowrap}
.list .long,.list .group>*,.list tfoot td{overflow-wrap:anywhere}
.list .group>*{background:var(--wash);font-weight:700;break-after:avoid}
.list .subtotal>*{font-weight:700}
.list .total>*{font-weight:700;border-color:#7c8894!important}
.list tfoot td{border:0;padding:.35rem 0 0}
.foot{margin-top:1rem}
.foot p{margin:.15rem 0}
.notice{padding-bottom:3rem}
.notice+.notice{padding-top:2rem;border-top:1px dashed var(--line)}
.notice .who{margin:1.2rem 0}
.notice .who p,.notice ol,.notice ul{margin:.3rem 0}
.notice ol,.notice ul{padding-left:1.6rem}
.notice li{margin:.25rem 0}
.notice .list{margin:.6rem 0 1.4rem;overflow-wrap:anywhere}
.notice .list li{margin:0}
.boxes{list-style:"☐  "}
.notice .list .boxes{margin:0;padding-left:1.3rem}
.trace{color:var(--soft);font-size:.8rem}
.closing{break-inside:avoid;break-before:avoid}
.list .total{break-before:avoid}
.closing .trace{margin-top:.6rem}

.signatures{margin-top:2.6rem;break-inside:avoid}
.signatures>p{margin-bottom:.5rem;text-align:right;font-style:italic}
.signatures>div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:1rem}
.signatures>div>div{flex:1 1 9rem;min-height:7.5rem;text-align:center}
.signatures>div>div:only-child{flex:0 1 18rem;margin-left:auto}
.signatures i{display:block;color:var(--soft);font-size:.88em}

@media screen and (max-width:46rem){
 main{padding:1.25rem 1rem 3rem}
 .report h1{font-size:1.6rem}
 .tiles{grid-template-columns:repeat(2,minmax(0,1fr))}
 .tiles.money{grid-template-columns:minmax(0,1fr)}
 .origin{grid-template-columns:minmax(0,1fr)}
 .origin dt{margin-top:.5rem}
 .letterhead>div,.letterhead>div:last-child{text-align:left}
 .signatures>p{text-align:left}
}
@media screen and (max-width:46rem){
 .sums thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
 .sums,.sums tbody,.sums tr,.sums th,.sums td{display:block;width:auto}
 .sums tr{padding:.7rem 0;border-bottom:1px solid var(--line)}
 .sums tbody th{width:auto!important;padding:0 0 .3rem;border:0!important;font-weight:600;font-size:1rem}
 .sums tbody td{display:flex;justify-content:space-between;gap:1rem;padding:.08rem 0;border:0!important}
 .sums .zero{display:none!important}
 .sums td::before{content:attr(data-label);color:var(--soft)}
}
@media screen and (max-width:62rem){
 .list thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
 .list,.list tbody,.list tr,.list th,.list td{display:block;width:auto}
 .list tfoot{display:none}
 .list{font-size:.95rem}
 .list th,.list td{border:0}
 .list tr{position:relative;padding:.6rem .7rem;border:1px solid var(--line);border-top:0}
 .list tbody:first-of-type tr:first-child{border-top:1px solid var(--line)}
 .list tbody th{padding:0 0 .2rem;font-weight:700;overflow-wrap:anywhere}
 .list tbody td{overflow-wrap:anywhere;white-space:normal}
 .list tbody td{display:flex;justify-content:space-between;gap:1rem;padding:.05rem 0;text-align:right}
 .list td::before{content:attr(data-label);flex:0 0 auto;max-width:45%;color:var(--soft);text-align:left}
 .list td:empty{display:none}
 .list td.n:first-child{position:absolute;top:.6rem;right:.7rem;color:var(--soft)}
 .list td.n:first-child::before{content:none}
 .list tbody th{padding-right:3rem}
 .list .group,.list .group>*{background:var(--wash)}
 .notice .list td,.notice .list td::before{display:block;max-width:none;text-align:left}
}
@page{margin:14mm 12mm 15mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#566373}}
@media print{
 .letterhead>div:last-child{white-space:nowrap}
 body{font-size:10pt;line-height:1.4}
 main{max-width:none!important;padding:0}
 .report h1{font-size:20pt}
 .report h2{margin-top:18pt;font-size:12.5pt}
 .hero b{font-size:24pt}
 .tiles dd{font-size:14pt}.tiles.money dd{font-size:11.5pt}
 .sums,.counted{font-size:8.5pt}
 .sums thead th,.counted thead th{font-size:7.5pt}
 .soft,.legend{font-size:8.5pt}
 .sums th,.sums td{padding:3pt}
 .list{font-size:8.5pt;line-height:1.25}
 .trace{font-size:8pt}
 .form{font-size:11.5pt}
 .notice{padding:2pt 0 0!important;border:0!important}
 .notice+.notice{break-before:page}
}
)css";

}  // namespace phases
}  // namespace HOTRO_ABI
}  // namespace hotro
