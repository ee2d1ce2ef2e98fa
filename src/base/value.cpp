#include "base/value.h"

#include <cstdio>

#include "base/issue.h"

namespace weft {

const Value* Value::find(std::string_view key) const {
  if (const Object* members = object()) {
    for (const auto& [name, value] : *members) {
      if (name == key) return &value;
    }
  }
  return nullptr;
}

void Value::set(std::string_view key, Value value) {
  if (is_null()) held_ = Object();
  auto* members = std::get_if<Object>(&held_);
  require(members != nullptr, "keys are set in objects");
  for (auto& [name, old] : *members) {
    if (name != key) continue;
    old = std::move(value);
    return;
  }
  members->emplace_back(std::string(key), std::move(value));
}

void Value::push(Value value) {
  if (is_null()) held_ = List();
  auto* items = std::get_if<List>(&held_);
  require(items != nullptr, "values are added to lists");
  items->push_back(std::move(value));
}

std::string Value::shown() const {
  std::string text;
  show(text);
  return text;
}

void Value::show(std::string& to) const {
  const auto quoted = [&](const std::string& text) {
    to += '"';
    for (const char letter : text) {
      if (letter == '"' || letter == '\\') to += '\\';
      to += letter;
    }
    to += '"';
  };
  if (is_null()) {
    to += "null";
  } else if (const bool* yes = boolean()) {
    to += *yes ? "true" : "false";
  } else if (const int64_t* number = whole()) {
    to += std::to_string(*number);
  } else if (const double* fraction = real()) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.15g", *fraction);
    to += buffer;
  } else if (const std::string* words = text()) {
    quoted(*words);
  } else if (const List* items = list()) {
    to += '[';
    for (size_t i = 0; i < items->size(); ++i) {
      if (i > 0) to += ',';
      (*items)[i].show(to);
    }
    to += ']';
  } else if (const Object* members = object()) {
    to += '{';
    for (size_t i = 0; i < members->size(); ++i) {
      if (i > 0) to += ',';
      quoted((*members)[i].first);
      to += ':';
      (*members)[i].second.show(to);
    }
    to += '}';
  }
}

std::string text_in(const Value& object, std::string_view key) {
  const Value* value = object.find(key);
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string();
}

int64_t whole_in(const Value& object, std::string_view key, int64_t otherwise) {
  const Value* value = object.find(key);
  return value != nullptr && value->whole() != nullptr ? *value->whole() : otherwise;
}

}  // namespace weft
