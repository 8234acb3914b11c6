// SPDX-License-Identifier: Apache-2.0
#include "xml.hpp"

#include <expat.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "hotro/limits.hpp"

namespace hotro {
inline namespace HOTRO_ABI {
namespace edge {
namespace {

/// What the parser of this thread has in use, in bytes. Expat keeps every open tag and every name that it has
/// met, and one tag whole, however long: the only bound on them is that it gets no more memory.
thread_local std::size_t in_use = 0;

/// In front of each piece of memory: its size.
constexpr std::size_t front = alignof(std::max_align_t);

void* resize(void* memory, std::size_t size) {
  char* begin = memory == nullptr ? nullptr : static_cast<char*>(memory) - front;
  std::size_t before = 0;
  if (begin != nullptr) std::memcpy(&before, begin, sizeof before);
  if (size > largest_markup || in_use - before + size > largest_markup) return nullptr;
  begin = static_cast<char*>(std::realloc(begin, front + size));
  if (begin == nullptr) return nullptr;
  std::memcpy(begin, &size, sizeof size);
  in_use += size - before;
  return begin + front;
}

void* allocate(std::size_t size) { return resize(nullptr, size); }

void release(void* memory) {
  if (memory == nullptr) return;
  char* begin = static_cast<char*>(memory) - front;
  std::size_t size = 0;
  std::memcpy(&size, begin, sizeof size);
  in_use -= size;
  std::free(begin);
}

constexpr XML_Memory_Handling_Suite bounded = {allocate, resize, release};

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Calls the handler as long as it has not failed. Nothing may be thrown through Expat.
template <typename Call>
void call(void* data, Call&& what) noexcept {
  const auto parser = static_cast<XML_Parser>(data);
  XmlHandler& handler = *static_cast<XmlHandler*>(XML_GetUserData(parser));
  if (handler.trouble().empty()) what(handler);
  if (!handler.trouble().empty()) XML_StopParser(parser, XML_FALSE);
}

void on_open(void* data, const char* name, const char** attributes) {
  call(data, [&](XmlHandler& handler) { handler.open(local(name), XmlAttributes(attributes)); });
}
void on_close(void* data, const char* name) {
  call(data, [&](XmlHandler& handler) { handler.close(local(name)); });
}
void on_text(void* data, const char* text, int size) {
  call(data, [&](XmlHandler& handler) { handler.text({text, static_cast<std::size_t>(size)}); });
}
void on_document_type(void* data, const char*, const char*, const char*, int) {
  XML_StopParser(static_cast<XML_Parser>(data), XML_FALSE);
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** at = list_; *at != nullptr; at += 2) {
    if (local(*at) == name) return at[1];
  }
  return {};
}

XmlParser::XmlParser(XmlHandler& handler)
    : handler_(handler), parser_(XML_ParserCreate_MM(nullptr, &bounded, nullptr)) {
  if (parser_ == nullptr) return;
  XML_SetUserData(parser_, &handler);
  XML_UseParserAsHandlerArg(parser_);
  XML_SetElementHandler(parser_, on_open, on_close);
  XML_SetCharacterDataHandler(parser_, on_text);
  XML_SetStartDoctypeDeclHandler(parser_, on_document_type);
}

XmlParser::~XmlParser() {
  if (parser_ != nullptr) XML_ParserFree(parser_);
}

bool XmlParser::feed(std::string_view bytes, bool last) {
  if (parser_ != nullptr &&
      XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0) == XML_STATUS_OK)
    return true;
  const XML_Error error = parser_ == nullptr ? XML_ERROR_NO_MEMORY : XML_GetErrorCode(parser_);
  if (!handler_.trouble().empty()) {
    trouble_ = handler_.trouble();
  } else if (error == XML_ERROR_NO_MEMORY) {
    trouble_ = {"có thẻ XML quá dài, quá sâu hoặc quá nhiều tên",
                "its XML has tags that are too long, too deep or of too many names"};
  } else if (error == XML_ERROR_ABORTED) {
    trouble_ = {"XML có khai báo kiểu tài liệu (DOCTYPE)", "its XML declares a document type (DOCTYPE)"};
  } else {
    trouble_ = {"XML sai cú pháp", "its XML is not well-formed"};
  }
  return false;
}

}  // namespace edge
}  // namespace HOTRO_ABI
}  // namespace hotro
