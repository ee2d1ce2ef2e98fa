// A document without a grammar: what JSON holds, for layers that must not know JSON. Objects keep
// the order of their keys.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace weft {

class Value {
 public:
  using List = std::vector<Value>;
  using Object = std::vector<std::pair<std::string, Value>>;

  Value() = default;  // null
  template <std::same_as<bool> Bool>
  Value(Bool yes) : held_(yes) {}
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  Value(Number number) : held_(static_cast<int64_t>(number)) {}
  Value(double number) : held_(number) {}
  Value(const char* text) : held_(std::string(text)) {}
  Value(std::string text) : held_(std::move(text)) {}
  Value(std::string_view text) : held_(std::string(text)) {}
  Value(List list) : held_(std::move(list)) {}
  Value(Object object) : held_(std::move(object)) {}

  bool is_null() const { return std::holds_alternative<std::monostate>(held_); }
  const bool* boolean() const { return std::get_if<bool>(&held_); }
  const int64_t* whole() const { return std::get_if<int64_t>(&held_); }
  const double* real() const { return std::get_if<double>(&held_); }
  const std::string* text() const { return std::get_if<std::string>(&held_); }
  const List* list() const { return std::get_if<List>(&held_); }
  const Object* object() const { return std::get_if<Object>(&held_); }

  // The value of a key of an object; nullptr where there is none. O(keys).
  const Value* find(std::string_view key) const;
  // Adds or replaces. REQUIRES: an object, or null, which becomes one.
  void set(std::string_view key, Value value);
  // REQUIRES: a list, or null, which becomes one.
  void push(Value value);
  // As JSON, for people to see what they wrote.
  std::string shown() const;

  template <typename Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return std::visit(std::forward<Visitor>(visitor), held_);
  }

 private:
  void show(std::string& to) const;

  std::variant<std::monostate, bool, int64_t, double, std::string, List, Object> held_;
};

// Of a key of an object; what is left where there is none, or it is of another kind.
std::string text_in(const Value& object, std::string_view key);
int64_t whole_in(const Value& object, std::string_view key, int64_t otherwise);

}  // namespace weft
