// AVX-512 as from Ice Lake and Zen 4 on: a look-up takes six bits of 64 rows at a time.
#include "levels.h"
#include "vectors.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vnni,avx512vpopcntdq,f16c,popcnt"), \
                   min_vector_width(512))), \
    apply_to = function)

#define VK_SUFFIX avx512
#define VK_LEVEL VK_AVX512

#define VK_OWN_HALF
VK_INLINE f32x16 VK_AT(load_f16)(const uint16_t *from) {
    return (f32x16)_mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)from));
}

#define VK_OWN_MULTIPLY_ADD
VK_INLINE i32x16 VK_AT(multiply_add)(i32x16 sum, i16x32 a, i16x32 b) {
    return (i32x16)_mm512_dpwssd_epi32((__m512i)sum, (__m512i)a, (__m512i)b);
}

/// The lower `count` of 64 bits; all of them from 64 on.
VK_INLINE uint64_t VK_AT(first_bits)(size_t count) { return count >= 64 ? UINT64_MAX : (1ull << count) - 1; }

#define VK_OWN_DOT_I8
static int32_t VK_AT(dot_i8)(const int8_t *a, const int8_t *b, size_t n) {
    // The instruction multiplies unsigned by signed: b is moved up by 128, and what that adds is taken off again.
    const __m512i shift = _mm512_set1_epi8((char)0x80);
    __m512i sum = _mm512_setzero_si512(), excess = sum;
    size_t i = 0;
    for (; i + 64 <= n; i += 64) {
        __m512i left = _mm512_loadu_si512(a + i), right = _mm512_loadu_si512(b + i);
        sum = _mm512_dpbusd_epi32(sum, _mm512_xor_si512(right, shift), left);
        excess = _mm512_dpbusd_epi32(excess, shift, left);
    }
    if (i < n) {
        __mmask64 mask = VK_AT(first_bits)(n - i);
        __m512i left = _mm512_maskz_loadu_epi8(mask, a + i), right = _mm512_maskz_loadu_epi8(mask, b + i);
        sum = _mm512_dpbusd_epi32(sum, _mm512_xor_si512(right, shift), left);
        excess = _mm512_dpbusd_epi32(excess, shift, left);
    }
    return _mm512_reduce_add_epi32(_mm512_sub_epi32(sum, excess));
}

#define VK_OWN_HAMMING
static uint32_t VK_AT(hamming)(const uint8_t *a, const uint8_t *b, size_t bytes) {
    __m512i sum = _mm512_setzero_si512();
    for (size_t i = 0; i < bytes; i += 64) {
        __mmask64 mask = VK_AT(first_bits)(bytes - i);
        __m512i differ = _mm512_xor_si512(_mm512_maskz_loadu_epi8(mask, a + i), _mm512_maskz_loadu_epi8(mask, b + i));
        sum = _mm512_add_epi64(sum, _mm512_popcnt_epi64(differ));
    }
    return (uint32_t)_mm512_reduce_add_epi64(sum);
}

#define VK_OWN_SUM_U4
static uint32_t VK_AT(sum_u4)(const uint8_t *row, const uint8_t *planes, size_t bytes) {
    __m512i sum = _mm512_setzero_si512();
    for (size_t i = 0; i < bytes; i += 64) {
        __mmask64 mask = VK_AT(first_bits)(bytes - i);
        __m512i bits = _mm512_maskz_loadu_epi8(mask, row + i);
        for (unsigned plane = 0; plane < 4; plane++) {
            __m512i weights = _mm512_maskz_loadu_epi8(mask, planes + plane * bytes + i);
            __m512i count = _mm512_popcnt_epi64(_mm512_and_si512(bits, weights));
            sum = _mm512_add_epi64(sum, _mm512_slli_epi64(count, plane));
        }
    }
    return (uint32_t)_mm512_reduce_add_epi64(sum);
}

#include "six_bit_tables.h"

/// One step: 24 dimensions of 64 rows, a byte a row.
VK_INLINE __m512i VK_AT(step_sum)(const uint8_t *codes, const uint8_t *table) {
    __m512i a = _mm512_loadu_si512(codes), b = _mm512_loadu_si512(codes + 64), c = _mm512_loadu_si512(codes + 128);
    // The fourth group: the upper bits of all three, moved to where the look-up reads them. 0xca selects by mask.
    __m512i upper = _mm512_ternarylogic_epi32(
        _mm512_set1_epi8(0x0c), _mm512_srli_epi16(b, 4), _mm512_srli_epi16(c, 6), 0xca);
    upper = _mm512_ternarylogic_epi32(_mm512_set1_epi8(0x30), _mm512_srli_epi16(a, 2), upper, 0xca);
    __m512i first = _mm512_permutexvar_epi8(a, _mm512_load_si512(table));
    __m512i second = _mm512_permutexvar_epi8(b, _mm512_load_si512(table + 64));
    __m512i third = _mm512_permutexvar_epi8(c, _mm512_load_si512(table + 128));
    __m512i fourth = _mm512_permutexvar_epi8(upper, _mm512_load_si512(table + 192));
    return _mm512_add_epi8(_mm512_add_epi8(first, second), _mm512_add_epi8(third, fourth));
}

VK_INLINE void VK_AT(add_block)(const uint8_t *block, size_t steps, const uint8_t *tables, uint32_t *sums) {
    // Sums of even and odd rows, which unpacking puts back in order within each 16 bytes.
    const __m512i low = _mm512_set1_epi16(255), zero = _mm512_setzero_si512();
    __m512i total[4] = {zero, zero, zero, zero};
    size_t step = 0;
    while (step < steps) {
        // 16 bits hold the sums of 256 steps.
        size_t end = steps - step > 256 ? step + 256 : steps;
        __m512i even = zero, odd = zero;
        for (; step < end; step++) {
            const uint8_t *codes = block + step * 3 * VK_BLOCK_ROWS;
            __m512i sum = VK_AT(step_sum)(codes, tables + step * VK_STEP_TABLE_BYTES);
            even = _mm512_add_epi16(even, _mm512_and_si512(sum, low));
            odd = _mm512_add_epi16(odd, _mm512_srli_epi16(sum, 8));
        }
        __m512i first = _mm512_unpacklo_epi16(even, odd), second = _mm512_unpackhi_epi16(even, odd);
        total[0] = _mm512_add_epi32(total[0], _mm512_unpacklo_epi16(first, zero));
        total[1] = _mm512_add_epi32(total[1], _mm512_unpackhi_epi16(first, zero));
        total[2] = _mm512_add_epi32(total[2], _mm512_unpacklo_epi16(second, zero));
        total[3] = _mm512_add_epi32(total[3], _mm512_unpackhi_epi16(second, zero));
    }
    // Lane l of total[t] holds rows 16 l + 4 t ... + 3.
#define VK_STORE_LANE(lane)                                                                     \
    for (int t = 0; t < 4; t++)                                                                 \
        _mm_storeu_si128((__m128i *)(sums + 16 * lane + 4 * t), _mm512_extracti32x4_epi32(total[t], lane));
    VK_STORE_LANE(0) VK_STORE_LANE(1) VK_STORE_LANE(2) VK_STORE_LANE(3)
}

#define VK_OWN_LANE_BITS
VK_INLINE uint32_t VK_AT(lane_bits)(i32x16 lanes) { return _mm512_movepi32_mask((__m512i)lanes); }

#define VK_OWN_PLANE_SUMS
/// The bits of a row's code weighed by the planes, in eight lanes.
VK_INLINE __m512i VK_AT(weighed)(const vk_picked *picked, uint32_t row) {
    const uint8_t *code = picked->codes + (size_t)row * picked->stride, *planes = picked->planes;
    __m512i sum = _mm512_setzero_si512();
    // Planes end in zeros, so that what follows the code counts nothing.
    for (size_t i = 0; i < picked->bytes; i += 64) {
        __m512i bits = _mm512_loadu_si512(code + i), count[VK_PLANES];
        for (size_t plane = 0; plane < VK_PLANES; plane++)
            count[plane] = _mm512_popcnt_epi64(
                _mm512_and_si512(bits, _mm512_load_si512(planes + plane * picked->stride + i)));
        __m512i low = _mm512_add_epi64(count[0], _mm512_slli_epi64(count[1], 1));
        __m512i high = _mm512_sub_epi64(count[2], _mm512_slli_epi64(count[3], 1));
        sum = _mm512_add_epi64(sum, _mm512_add_epi64(low, _mm512_slli_epi64(high, 2)));
    }
    return sum;
}

/// Four rows side by side in 16 bits each.
VK_INLINE __m512i VK_AT(weighed_four)(const vk_picked *picked, const uint32_t *rows) {
    __m512i a = VK_AT(weighed)(picked, rows[0]), b = VK_AT(weighed)(picked, rows[1]);
    __m512i c = VK_AT(weighed)(picked, rows[2]), d = VK_AT(weighed)(picked, rows[3]);
    a = _mm512_mask_mov_epi16(a, 0xaaaaaaaa, _mm512_slli_epi64(b, 16));
    c = _mm512_mask_mov_epi16(c, 0xaaaaaaaa, _mm512_slli_epi64(d, 16));
    return _mm512_mask_mov_epi32(a, 0xaaaa, _mm512_slli_epi64(c, 32));
}

VK_INLINE __m512i VK_AT(add_pairs)(__m512i a, __m512i b) {
    return _mm512_add_epi16(_mm512_unpacklo_epi64(a, b), _mm512_unpackhi_epi64(a, b));
}

/// Longer codes could overflow 16 bits.
#define VK_PLANE_SUMS_BYTES_MAX 448

/// Sixteen sums at once: the lanes of all rows are added up together, by halves.
VK_INLINE i32x16 VK_AT(short_sums)(const vk_picked *picked, const uint32_t *rows) {
    __m512i first = VK_AT(add_pairs)(VK_AT(weighed_four)(picked, rows), VK_AT(weighed_four)(picked, rows + 4));
    __m512i second = VK_AT(add_pairs)(VK_AT(weighed_four)(picked, rows + 8), VK_AT(weighed_four)(picked, rows + 12));
    __m512i both = _mm512_add_epi16(
        _mm512_shuffle_i64x2(first, second, 0x44), _mm512_shuffle_i64x2(first, second, 0xee));
    __m512i all = _mm512_add_epi16(both, _mm512_shuffle_i64x2(both, both, 0xb1));
    __m256i sums = _mm512_castsi512_si256(_mm512_shuffle_i64x2(all, all, 0x08));
    return (i32x16)_mm512_cvtepi16_epi32(sums);
}

VK_INLINE i32x16 VK_AT(plane_sums)(const vk_picked *picked, const uint32_t *rows) {
    if (picked->bytes <= VK_PLANE_SUMS_BYTES_MAX) return VK_AT(short_sums)(picked, rows);
    i32x16 sums;
    for (int i = 0; i < 16; i++) sums[i] = (int32_t)_mm512_reduce_add_epi64(VK_AT(weighed)(picked, rows[i]));
    return sums;
}

#include "template.h"

#pragma clang attribute pop

const vk_kernels *vk_avx512(void) {
    __builtin_cpu_init();
    bool runs = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vnni")
        && __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("f16c")
        && __builtin_cpu_supports("popcnt");
    return runs ? &table_avx512 : NULL;
}
#else
const vk_kernels *vk_avx512(void) { return NULL; }
#endif
