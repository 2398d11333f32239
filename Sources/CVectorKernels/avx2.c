// AVX2, F16C and POPCNT: Haswell and Zen onwards.
#include "levels.h"
#include "vectors.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,f16c,popcnt"))), apply_to = function)

#define VK_SUFFIX avx2
#define VK_LEVEL VK_AVX2

#define VK_OWN_HALF
VK_INLINE f32x16 VK_AT(load_f16)(const uint16_t *from) {
    f32x8 low = (f32x8)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)from));
    f32x8 high = (f32x8)_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(from + 8)));
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

typedef int16_t i16x16 __attribute__((vector_size(32)));
typedef int32_t i32x8 __attribute__((vector_size(32)));

#define VK_OWN_MULTIPLY_ADD
VK_INLINE i32x16 VK_AT(multiply_add)(i32x16 sum, i16x32 a, i16x32 b) {
#define VK_LOW(v) (__m256i) __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
#define VK_HIGH(v) \
    (__m256i) __builtin_shufflevector(v, v, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
    i32x8 low = (i32x8)_mm256_madd_epi16(VK_LOW(a), VK_LOW(b));
    i32x8 high = (i32x8)_mm256_madd_epi16(VK_HIGH(a), VK_HIGH(b));
    return sum + __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

#include "nibble_tables.h"

/// Half a block: 32 rows. Within a step a byte holds the sums; then they are widened, even rows and odd rows apart.
VK_INLINE void VK_AT(add_half)(const uint8_t *codes, size_t steps, const uint8_t *tables, uint32_t *sums) {
    const __m256i nibble = _mm256_set1_epi8(15), low = _mm256_set1_epi16(255);
    size_t done = 0;
    memset(sums, 0, 32 * sizeof *sums);
    while (done < steps) {
        // 16 bits hold the sums of 256 steps.
        size_t end = steps - done > 256 ? done + 256 : steps;
        __m256i even = _mm256_setzero_si256(), odd = even;
        for (; done < end; done++) {
            const uint8_t *table = tables + done * VK_STEP_TABLE_BYTES;
            __m256i sum = _mm256_setzero_si256();
            for (int byte = 0; byte < 3; byte++) {
                __m256i code = _mm256_loadu_si256((const __m256i *)(codes + (done * 3 + byte) * VK_BLOCK_ROWS));
                __m256i first = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(table + byte * 32)));
                __m256i second =
                    _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(table + byte * 32 + 16)));
                __m256i upper = _mm256_and_si256(_mm256_srli_epi16(code, 4), nibble);
                sum = _mm256_add_epi8(sum, _mm256_shuffle_epi8(first, _mm256_and_si256(code, nibble)));
                sum = _mm256_add_epi8(sum, _mm256_shuffle_epi8(second, upper));
            }
            even = _mm256_add_epi16(even, _mm256_and_si256(sum, low));
            odd = _mm256_add_epi16(odd, _mm256_srli_epi16(sum, 8));
        }
        _Alignas(32) uint16_t evens[16], odds[16];
        _mm256_store_si256((__m256i *)evens, even);
        _mm256_store_si256((__m256i *)odds, odd);
        for (int i = 0; i < 16; i++) {
            sums[2 * i] += evens[i];
            sums[2 * i + 1] += odds[i];
        }
    }
}

VK_INLINE void VK_AT(add_block)(const uint8_t *block, size_t steps, const uint8_t *tables, uint32_t *sums) {
    VK_AT(add_half)(block, steps, tables, sums);
    VK_AT(add_half)(block + 32, steps, tables, sums + 32);
}

#define VK_OWN_LANE_BITS
VK_INLINE uint32_t VK_AT(lane_bits)(i32x16 lanes) {
    i32x8 low = __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 4, 5, 6, 7);
    i32x8 high = __builtin_shufflevector(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15);
    return (uint32_t)_mm256_movemask_ps((__m256)low) | (uint32_t)_mm256_movemask_ps((__m256)high) << 8;
}

#include "template.h"

#pragma clang attribute pop

const vk_kernels *vk_avx2(void) {
    __builtin_cpu_init();
    bool runs = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("f16c") && __builtin_cpu_supports("popcnt");
    return runs ? &table_avx2 : NULL;
}
#else
const vk_kernels *vk_avx2(void) { return NULL; }
#endif
