// What is less, or left out, where sanitizers make everything slow.
#pragma once

namespace weft::test {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

// What only grows with sizes, and is gone through smaller elsewhere, is left out with sanitizers:
// TEST_CASE("…" * doctest::skip(kSanitized)).

// Sanitizers make each some ten times as slow, and look for other faults: an eighth of them. All
// are gone through natively and as WebAssembly.
template <typename Number>
constexpr Number random_rounds(Number all) {
  return kSanitized ? all / 8 : all;
}

}  // namespace weft::test
