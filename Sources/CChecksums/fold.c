// Gopal and others, "Fast CRC computation for generic polynomials using PCLMULQDQ" (Intel, 2009), without the last
// reduction: the 16 bytes that are left go through the tables.
#include "CChecksums.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define CC_TARGET __attribute__((target("pclmul,sse2")))

bool cc_can_fold(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("pclmul");
}

CC_TARGET static inline __m128i onward(__m128i block, __m128i fold, __m128i next) {
    __m128i first = _mm_clmulepi64_si128(block, fold, 0x00), last = _mm_clmulepi64_si128(block, fold, 0x11);
    return _mm_xor_si128(_mm_xor_si128(first, last), next);
}

CC_TARGET void cc_fold_message(
    const cc_fold *fold, uint64_t state, const uint8_t *bytes, size_t count, uint8_t remainder[16]
) {
    const __m128i *block = (const __m128i *)bytes, *end = block + count / 16;
    const __m128i far = _mm_set_epi64x((int64_t)fold->far_last, (int64_t)fold->far_first);
    const __m128i near = _mm_set_epi64x((int64_t)fold->near_last, (int64_t)fold->near_first);
    // Four chains, since each multiplication waits for the one before it.
    __m128i a = _mm_xor_si128(_mm_loadu_si128(block), _mm_set_epi64x(0, (int64_t)state));
    __m128i b = _mm_loadu_si128(block + 1), c = _mm_loadu_si128(block + 2), d = _mm_loadu_si128(block + 3);
    for (block += 4; end - block >= 4; block += 4) {
        a = onward(a, far, _mm_loadu_si128(block));
        b = onward(b, far, _mm_loadu_si128(block + 1));
        c = onward(c, far, _mm_loadu_si128(block + 2));
        d = onward(d, far, _mm_loadu_si128(block + 3));
    }
    a = onward(onward(onward(a, near, b), near, c), near, d);
    for (; block < end; block++) a = onward(a, near, _mm_loadu_si128(block));
    _mm_storeu_si128((__m128i *)remainder, a);
}

#elif defined(__aarch64__) && defined(__ARM_FEATURE_AES)
#include <arm_neon.h>

bool cc_can_fold(void) { return true; }

static inline uint64x2_t onward(uint64x2_t block, uint64x2_t fold, uint64x2_t next) {
    poly128_t first = vmull_p64((poly64_t)vgetq_lane_u64(block, 0), (poly64_t)vgetq_lane_u64(fold, 0));
    poly128_t last = vmull_p64((poly64_t)vgetq_lane_u64(block, 1), (poly64_t)vgetq_lane_u64(fold, 1));
    return veorq_u64(veorq_u64(vreinterpretq_u64_p128(first), vreinterpretq_u64_p128(last)), next);
}

static inline uint64x2_t load(const uint8_t *bytes) { return vreinterpretq_u64_u8(vld1q_u8(bytes)); }

void cc_fold_message(
    const cc_fold *fold, uint64_t state, const uint8_t *bytes, size_t count, uint8_t remainder[16]
) {
    const uint64x2_t near = {fold->near_first, fold->near_last};
    const uint64x2_t first = {state, 0};
    uint64x2_t a = veorq_u64(load(bytes), first);
    for (size_t done = 16; done < count; done += 16) a = onward(a, near, load(bytes + done));
    vst1q_u8(remainder, vreinterpretq_u8_u64(a));
}

#else

bool cc_can_fold(void) { return false; }

void cc_fold_message(
    const cc_fold *fold, uint64_t state, const uint8_t *bytes, size_t count, uint8_t remainder[16]
) {
    (void)fold, (void)state, (void)bytes, (void)count, (void)remainder;
    __builtin_trap();
}

#endif
