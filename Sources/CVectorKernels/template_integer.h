// Distances between 8-bit codes, between 8-bit and 4-bit codes, and between bits.

VK_INLINE i16x32 VK_AT(load_i8)(const int8_t *from) { return __builtin_convertvector(VK_LOAD(i8x32, from), i16x32); }

#ifndef VK_OWN_MULTIPLY_ADD
/// Adds the products of neighbouring lanes to 16 sums.
VK_INLINE i32x16 VK_AT(multiply_add)(i32x16 sum, i16x32 a, i16x32 b) {
    // A lane's two halves, sign-extended: the order of bytes is that of both architectures.
    i32x16 wide_a = (i32x16)a, wide_b = (i32x16)b;
    return sum + (wide_a << 16 >> 16) * (wide_b << 16 >> 16) + (wide_a >> 16) * (wide_b >> 16);
}
#endif

VK_INLINE int32_t VK_AT(add_up)(i32x16 sum) { return __builtin_reduce_add(sum); }
VK_INLINE int32_t VK_AT(largest)(i32x16 most) { return __builtin_reduce_max((i16x32)most); }

VK_INLINE i32x16 VK_AT(integer_dot)(i32x16 sum, i16x32 a, i16x32 b) { return VK_AT(multiply_add)(sum, a, b); }
VK_INLINE i32x16 VK_AT(integer_l2)(i32x16 sum, i16x32 a, i16x32 b) {
    return VK_AT(multiply_add)(sum, a - b, a - b);
}
VK_INLINE i32x16 VK_AT(integer_l1)(i32x16 sum, i16x32 a, i16x32 b) {
    i16x32 ones = (i16x32){0} + 1;
    return VK_AT(multiply_add)(sum, __builtin_elementwise_abs(a - b), ones);
}
VK_INLINE i32x16 VK_AT(integer_linf)(i32x16 most, i16x32 a, i16x32 b) {
    return (i32x16)__builtin_elementwise_max((i16x32)most, __builtin_elementwise_abs(a - b));
}

#define VK_I8_KERNEL(name, step, fold)                                                     \
    static int32_t VK_AT(name)(const int8_t *a, const int8_t *b, size_t n) {               \
        i32x16 sum = {0};                                                                  \
        size_t i = 0;                                                                      \
        for (; i + 32 <= n; i += 32)                                                       \
            sum = VK_AT(step)(sum, VK_AT(load_i8)(a + i), VK_AT(load_i8)(b + i));          \
        if (i < n) {                                                                       \
            int8_t rest_a[32] = {0}, rest_b[32] = {0};                                     \
            memcpy(rest_a, a + i, n - i);                                                  \
            memcpy(rest_b, b + i, n - i);                                                  \
            sum = VK_AT(step)(sum, VK_AT(load_i8)(rest_a), VK_AT(load_i8)(rest_b));        \
        }                                                                                  \
        return VK_AT(fold)(sum);                                                           \
    }

/// Dimensions 0...31 of 64 are the low nibbles, the others the high ones.
VK_INLINE i16x32 VK_AT(low_i4)(u8x32 packed) { return __builtin_convertvector(packed & 15, i16x32) - 8; }
VK_INLINE i16x32 VK_AT(high_i4)(u8x32 packed) { return __builtin_convertvector(packed >> 4, i16x32) - 8; }

#define VK_I4_STEPS(step, a, b)                                                            \
    packed = VK_LOAD(u8x32, b);                                                            \
    sum = VK_AT(step)(sum, VK_AT(load_i8)(a), VK_AT(low_i4)(packed));                      \
    sum = VK_AT(step)(sum, VK_AT(load_i8)((a) + 32), VK_AT(high_i4)(packed));

#define VK_I4_KERNEL(name, step, fold)                                                     \
    static int32_t VK_AT(name)(const int8_t *a, const uint8_t *b, size_t n) {              \
        i32x16 sum = {0};                                                                  \
        u8x32 packed;                                                                      \
        size_t i = 0;                                                                      \
        for (; i + 64 <= n; i += 64) { VK_I4_STEPS(step, a + i, b + i / 2) }               \
        if (i < n) {                                                                       \
            int8_t rest[64] = {0};                                                         \
            memcpy(rest, a + i, n - i);                                                    \
            VK_I4_STEPS(step, rest, b + i / 2)                                             \
        }                                                                                  \
        return VK_AT(fold)(sum);                                                           \
    }

#ifndef VK_OWN_DOT_I8
VK_I8_KERNEL(dot_i8, integer_dot, add_up)
#endif
VK_I8_KERNEL(l2_i8, integer_l2, add_up)
VK_I8_KERNEL(l1_i8, integer_l1, add_up)
VK_I8_KERNEL(linf_i8, integer_linf, largest)
VK_I4_KERNEL(dot_i4, integer_dot, add_up)
VK_I4_KERNEL(l2_i4, integer_l2, add_up)
VK_I4_KERNEL(l1_i4, integer_l1, add_up)
VK_I4_KERNEL(linf_i4, integer_linf, largest)

VK_INLINE uint64_t VK_AT(load_word)(const uint8_t *from, size_t bytes) {
    uint64_t word = 0;
    memcpy(&word, from, bytes);
    return word;
}

#ifndef VK_OWN_HAMMING
static uint32_t VK_AT(hamming)(const uint8_t *a, const uint8_t *b, size_t bytes) {
    uint64_t sum = 0;
    size_t i = 0;
    for (; i + 8 <= bytes; i += 8)
        sum += (uint64_t)__builtin_popcountll(VK_AT(load_word)(a + i, 8) ^ VK_AT(load_word)(b + i, 8));
    if (i < bytes)
        sum += (uint64_t)__builtin_popcountll(
            VK_AT(load_word)(a + i, bytes - i) ^ VK_AT(load_word)(b + i, bytes - i));
    return (uint32_t)sum;
}
#endif

#ifndef VK_OWN_SUM_U4
VK_INLINE uint32_t VK_AT(weigh)(uint64_t row, const uint8_t *planes, size_t bytes, size_t width) {
    uint32_t sum = 0;
    for (int plane = 0; plane < 4; plane++)
        sum += (uint32_t)__builtin_popcountll(row & VK_AT(load_word)(planes + plane * bytes, width)) << plane;
    return sum;
}

static uint32_t VK_AT(sum_u4)(const uint8_t *row, const uint8_t *planes, size_t bytes) {
    uint32_t sum = 0;
    size_t i = 0;
    for (; i + 8 <= bytes; i += 8) sum += VK_AT(weigh)(VK_AT(load_word)(row + i, 8), planes + i, bytes, 8);
    if (i < bytes)
        sum += VK_AT(weigh)(VK_AT(load_word)(row + i, bytes - i), planes + i, bytes, bytes - i);
    return sum;
}
#endif

static size_t VK_AT(remove)(uint64_t *set, const uint64_t *removed, size_t words) {
    uint64_t left = 0;
    for (size_t i = 0; i < words; i++) {
        if (removed) set[i] &= ~removed[i];
        left += (uint64_t)__builtin_popcountll(set[i]);
    }
    return (size_t)left;
}

/// How many rows are fetched ahead.
#define VK_AHEAD 4

#define VK_GATHER(name, kernel, element, sum)                                              \
    static void VK_AT(name)(                                                               \
        const element *query, const element *table, size_t stride, size_t n, const uint32_t *rows, size_t count, \
        sum *result) {                                                                     \
        for (size_t i = 0; i < VK_AHEAD && i < count; i++) vk_prefetch(table + stride * rows[i], n); \
        for (size_t i = 0; i < count; i++) {                                               \
            if (i + VK_AHEAD < count) vk_prefetch(table + stride * rows[i + VK_AHEAD], n); \
            result[i] = VK_GATHERED(kernel, query, table + stride * rows[i], n);           \
        }                                                                                  \
    }

#define VK_GATHERED(kernel, query, row, n) VK_AT(kernel)(query, row, n)
VK_GATHER(gather_dot_i8, dot_i8, int8_t, int32_t)
VK_GATHER(gather_hamming, hamming, uint8_t, uint32_t)
#undef VK_GATHERED
#define VK_GATHERED(kernel, query, row, n) VK_AT(kernel)(row, query, n)
VK_GATHER(gather_sum_u4, sum_u4, uint8_t, uint32_t)
#undef VK_GATHERED
