// SPDX-License-Identifier: Apache-2.0
#pragma once

// What all pages look like: colours, type, tables.

#include <string_view>

#include "hotro/config.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {

inline constexpr std::string_view base_style = R"css(
:root{color-scheme:light;--ink:#1d2733;--soft:#566373;--line:#d9dfe5;--wash:#f4f6f8;--accent:#14567d}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#fff;color:var(--ink);font:1rem/1.5 "Segoe UI",system-ui,-apple-system,Roboto,"Noto Sans",
 "Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere;font-variant-numeric:tabular-nums lining-nums;
 -webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:64rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
p,ul,dl,dd{margin:0;padding:0}
small{font-size:.82em;color:var(--soft);font-weight:400}
.soft{color:var(--soft);font-size:.88rem}
table{width:100%;border-collapse:collapse}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.4rem .45rem;text-align:left;vertical-align:top;font-weight:400}
thead th{vertical-align:bottom;font-weight:600}
tr,.tiles>div,li{break-inside:avoid}
h1,h2{break-after:avoid;line-height:1.25}
thead,tbody tr.group{break-after:avoid}
tbody tr:first-child{break-before:avoid}
thead{display:table-header-group}tfoot{display:table-footer-group}
)css";

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
