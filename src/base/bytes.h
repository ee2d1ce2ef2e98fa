// Bytes by the block: searching, comparing and mixing short texts without a call for each. The
// standard library's ways are as fast natively; in WebAssembly they go byte by byte.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace weft {

template <typename Word>
Word load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Up to seven bytes as one word.
inline uint64_t load_tail(const char* from, size_t size) {
  if (size >= 4) return load<uint32_t>(from) | uint64_t{load<uint32_t>(from + size - 4)} << 32;
  if (size == 0) return 0;
  const auto byte = [&](size_t i) { return uint64_t{static_cast<unsigned char>(from[i])}; };
  return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

inline bool same_bytes(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const char* left = a.data();
  const char* right = b.data();
  size_t size = a.size();
  if (size < 8) return load_tail(left, size) == load_tail(right, size);
  for (; size > 8; left += 8, right += 8, size -= 8) {
    if (load<uint64_t>(left) != load<uint64_t>(right)) return false;
  }
  return load<uint64_t>(left + size - 8) == load<uint64_t>(right + size - 8);
}

// Short texts for the most part, which do not overlap.
inline void copy_bytes(char* to, const char* from, size_t size) {
  if (size >= 16) {
    for (size_t at = 0; at + 16 <= size; at += 16) std::memcpy(to + at, from + at, 16);
    std::memcpy(to + size - 16, from + size - 16, 16);
  } else if (size >= 8) {
    std::memcpy(to, from, 8);
    std::memcpy(to + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    std::memcpy(to, from, 4);
    std::memcpy(to + size - 4, from + size - 4, 4);
  } else if (size > 0) {
    to[0] = from[0];
    to[size / 2] = from[size / 2];
    to[size - 1] = from[size - 1];
  }
}

inline uint64_t mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0xff51afd7ed558ccdULL;
  return hash ^ hash >> 32;
}

// A hash of the words `word(text, i)` at 0, 8, 16 … and of what is left behind them.
template <typename Turn>
uint64_t mix_text(std::string_view text, Turn turn) {
  // The length stands above the up to seven bytes of a tail: short texts never share a hash.
  uint64_t hash = 0x9e3779b97f4a7c15ULL ^ uint64_t { text.size() } << 56;
  const char* at = text.data();
  size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) hash = mix(hash, turn(load<uint64_t>(at)));
  hash = mix(hash, turn(load_tail(at, left))) * 0xc4ceb9fe1a85ec53ULL;
  return hash ^ hash >> 29;
}

inline uint64_t hash_of(std::string_view text) {
  return mix_text(text, [](uint64_t word) { return word; });
}

inline bool has_high_bit(uint64_t word) { return (word & 0x8080808080808080ULL) != 0; }

// Eight ASCII letters to lower case.
inline uint64_t lower_case(uint64_t word) {
  const uint64_t above = word + 0x3f3f3f3f3f3f3f3fULL;   // high bit where >= 'A'
  const uint64_t beyond = word + 0x2525252525252525ULL;  // high bit where > 'Z'
  return word | ((above & ~beyond & 0x8080808080808080ULL) >> 2);
}

inline bool is_ascii(std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) {
    if (has_high_bit(load<uint64_t>(at))) return false;
  }
  return !has_high_bit(load_tail(at, left));
}

#if defined(__wasm_simd128__)
// Of 16 bytes: a bit for each that is one of three characters, the first byte's lowest.
inline uint32_t places_in_16(const char* data, char a, char b, char c) {
  const v128_t block = wasm_v128_load(data);
  const v128_t hits = wasm_v128_or(wasm_v128_or(wasm_i8x16_eq(block, wasm_i8x16_splat(a)),
                                                wasm_i8x16_eq(block, wasm_i8x16_splat(b))),
                                   wasm_i8x16_eq(block, wasm_i8x16_splat(c)));
  return static_cast<uint32_t>(wasm_i8x16_bitmask(hits));
}
inline bool ascii_16(const char* data) { return wasm_i8x16_bitmask(wasm_v128_load(data)) == 0; }
#elif defined(__SSE2__)
inline uint32_t places_in_16(const char* data, char a, char b, char c) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
  const __m128i hits = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(a)),
                                                 _mm_cmpeq_epi8(block, _mm_set1_epi8(b))),
                                    _mm_cmpeq_epi8(block, _mm_set1_epi8(c)));
  return static_cast<uint32_t>(_mm_movemask_epi8(hits));
}
inline bool ascii_16(const char* data) {
  return _mm_movemask_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data))) == 0;
}
#else
inline uint32_t places_in_16(const char* data, char a, char b, char c) {
  uint32_t mask = 0;
  for (uint32_t i = 0; i < 16; ++i)
    mask |= data[i] == a || data[i] == b || data[i] == c ? uint32_t{1} << i : 0;
  return mask;
}
inline bool ascii_16(const char* data) {
  return !has_high_bit(load<uint64_t>(data) | load<uint64_t>(data + 8));
}
#endif

// The same of up to 64 bytes.
inline uint64_t places_in_64(const char* data, size_t size, char a, char b, char c) {
  uint64_t mask = 0;
  size_t at = 0;
  for (; at + 16 <= size && at < 64; at += 16)
    mask |= uint64_t{places_in_16(data + at, a, b, c)} << at;
  for (; at < size && at < 64; ++at)
    mask |= data[at] == a || data[at] == b || data[at] == c ? uint64_t{1} << at : 0;
  return mask;
}

// The first place from `at` on that holds one of three characters; `size` where there is none.
inline size_t find_one_of(const char* data, size_t at, size_t size, char a, char b, char c) {
  for (; at + 16 <= size; at += 16) {
    const uint32_t mask = places_in_16(data + at, a, b, c);
    if (mask != 0) return at + static_cast<size_t>(__builtin_ctz(mask));
  }
  while (at < size && data[at] != a && data[at] != b && data[at] != c) ++at;
  return at;
}

}  // namespace weft
