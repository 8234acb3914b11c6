// SPDX-License-Identifier: Apache-2.0
#pragma once

// A value, or the errors that stand in its way; warnings come with either.
//
//   auto rules = hotro::load(sources, files);
//   if (!rules) std::fputs(hotro::render(rules.diagnostics(), sources).c_str(), stderr);
//   else        use(*rules);                     // or rules.value(), which throws hotro::Error

#include <exception>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "config.hpp"
#include "diagnostic.hpp"

namespace hotro {
inline namespace HOTRO_ABI {

/// Thrown by Result::value() alone.
class Error : public std::exception {
 public:
  explicit Error(std::vector<Diagnostic> diagnostics);
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
  std::string what_;
};

/// T must be default constructible; a failed Result holds a T{} that cannot be reached.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value, std::vector<Diagnostic> warnings = {})  // NOLINT(google-explicit-constructor)
      : value_(std::move(value)), diagnostics_(std::move(warnings)), ok_(true) {}
  /// At least one of `errors` is an error.
  static Result failure(std::vector<Diagnostic> errors) {
    Result result;
    result.diagnostics_ = std::move(errors);
    return result;
  }

  explicit operator bool() const { return ok_; }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  /// Only where the result holds a value.
  T& operator*() & { return value_; }
  const T& operator*() const& { return value_; }
  T&& operator*() && { return std::move(value_); }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

#if defined(__cpp_exceptions)
  /// The value, or throws Error.
  T& value() & {
    require();
    return value_;
  }
  T&& value() && {
    require();
    return std::move(value_);
  }
#endif

 private:
  Result() = default;
#if defined(__cpp_exceptions)
  void require() const {
    if (!ok_) throw Error(diagnostics_);
  }
#endif
  T value_{};
  std::vector<Diagnostic> diagnostics_;
  bool ok_ = false;
};

}  // namespace HOTRO_ABI
}  // namespace hotro

#ifdef HOTRO_HEADER_ONLY
#include "impl/result.inl"
#endif
