// SPDX-License-Identifier: Apache-2.0
#include "names.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string_view>

namespace {

/// FNV-1a, 64 bits, of an id and of what it is wanted for.
std::uint64_t number(const std::string& id, std::string_view what) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;
  for (const std::string_view part : {std::string_view(id), what}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3;
  }
  return hash ^ hash >> 29U;
}

template <std::size_t n>
std::string pick(const std::array<const char*, n>& from, const std::string& id, std::string_view what) {
  return from[number(id, what) % n];
}

constexpr std::array families{"Nguyễn", "Trần", "Lê",     "Phạm", "Hoàng", "Phan",  "Vũ",
                              "Võ",     "Đặng", "Bùi",    "Hồ",   "Ngô",   "Dương", "Đinh",
                              "Cao",    "Thái", "Nguyễn", "Lê",   "Nguyễn"};
constexpr std::array middles_of_women{"Thị", "Thị", "Thị", "Thu", "Ngọc", "Minh", "Thị Hồng", "Thị Mai"};
constexpr std::array middles_of_men{"Văn", "Văn", "Đình", "Hữu", "Xuân", "Đức", "Quốc", "Công"};
constexpr std::array women{"An",    "Hà",   "Hằng", "Hiền", "Hoa",   "Hương", "Lan",  "Liên",
                           "Linh",  "Loan", "Mai",  "Nga",  "Ngân",  "Nhung", "Oanh", "Phương",
                           "Quỳnh", "Tâm",  "Thảo", "Thủy", "Trang", "Tuyết", "Vân",  "Yến"};
constexpr std::array men{"Anh",   "Bình",  "Chung", "Cường", "Dũng", "Hải",   "Hiếu", "Hùng",
                         "Khánh", "Lâm",   "Long",  "Minh",  "Nam",  "Phong", "Quân", "Sơn",
                         "Thành", "Thắng", "Toàn",  "Trung", "Tuấn", "Tùng",  "Việt", "Vinh"};
constexpr std::array banks{"Ngân hàng A", "Ngân hàng B", "Ngân hàng C"};

const std::map<std::string, std::string, std::less<>> places{{"VINH", "Vinh"},
                                                             {"CUALO", "Cửa Lò"},
                                                             {"NGHILOC", "Nghi Lộc"},
                                                             {"HUNGNGUYEN", "Hưng Nguyên"},
                                                             {"DIENCHAU", "Diễn Châu"},
                                                             {"YENTHANH", "Yên Thành"},
                                                             {"QUYNHLUU", "Quỳnh Lưu"},
                                                             {"HOANGMAI", "Hoàng Mai"},
                                                             {"NAMDAN", "Nam Đàn"},
                                                             {"TANKY", "Tân Kỳ"},
                                                             {"DOLUONG", "Đô Lương"},
                                                             {"THAIHOA", "Thái Hòa"},
                                                             {"NGHIADAN", "Nghĩa Đàn"},
                                                             {"ANHSON", "Anh Sơn"},
                                                             {"QUYHOP", "Quỳ Hợp"},
                                                             {"CONCUONG", "Con Cuông"},
                                                             {"THANHCHUONG", "Thanh Chương"}};

}  // namespace

std::string full_name(const std::string& person, Sex sex) {
  const bool woman = sex == Sex::female;
  return pick(families, person, "family") + " " +
         (woman ? pick(middles_of_women, person, "middle") : pick(middles_of_men, person, "middle")) + " " +
         (woman ? pick(women, person, "given") : pick(men, person, "given"));
}

std::string bank(const std::string& person) { return pick(banks, person, "bank"); }

std::string account(const std::string& person) {
  return "0" + std::to_string(1'000'000'000 + number(person, "account") % 9'000'000'000);
}

std::string full_name(const Enterprise& enterprise) {
  const std::size_t first = enterprise.id.find('-') + 1;
  const std::size_t last = enterprise.id.rfind('-');
  const std::string token = enterprise.id.substr(first, last - first);
  const auto found = places.find(token);
  const std::string what = enterprise.kind == "cooperative" ? "Hợp tác xã"
                           : enterprise.kind == "other"     ? "Hộ kinh doanh"
                                                            : "Công ty may";
  return what + " " + (found == places.end() ? token : found->second) + " " + enterprise.id.substr(last + 1);
}
