// Distances between floats, and between floats and halves.

VK_INLINE f32x16 VK_AT(load_f32)(const float *from) { return VK_LOAD(f32x16, from); }

#ifndef VK_OWN_HALF
/// Halves to floats in integer arithmetic: shift into place, then scale by 2^112, which is exact for denormals too.
VK_INLINE f32x16 VK_AT(load_f16)(const uint16_t *from) {
    u32x16 half = __builtin_convertvector(VK_LOAD(u16x16, from), u32x16);
    u32x16 magnitude = (half & 0x7fff) << 13;
    u32x16 special = (u32x16)(magnitude >= 0x0f800000u) & 0x7f800000u;
    f32x16 value = (f32x16)magnitude * 0x1p112f;
    return (f32x16)((u32x16)value | special | (half & 0x8000) << 16);
}
#endif

/// 64 lanes to one, each time the upper half onto the lower.
VK_INLINE float VK_AT(fold_sum)(f32x16 a, f32x16 b, f32x16 c, f32x16 d) {
    f32x16 s = (a + c) + (b + d);
    f32x8 t = __builtin_shufflevector(s, s, 0, 1, 2, 3, 4, 5, 6, 7)
        + __builtin_shufflevector(s, s, 8, 9, 10, 11, 12, 13, 14, 15);
    f32x4 u = __builtin_shufflevector(t, t, 0, 1, 2, 3) + __builtin_shufflevector(t, t, 4, 5, 6, 7);
    return (u[0] + u[2]) + (u[1] + u[3]);
}

VK_INLINE float VK_AT(fold_max)(f32x16 a, f32x16 b, f32x16 c, f32x16 d) {
    f32x16 s = __builtin_elementwise_max(__builtin_elementwise_max(a, c), __builtin_elementwise_max(b, d));
    float largest = 0;
    for (int lane = 0; lane < 16; lane++) largest = s[lane] > largest ? s[lane] : largest;
    return largest;
}

VK_INLINE f32x16 VK_AT(step_dot)(f32x16 sum, f32x16 a, f32x16 b) { return sum + a * b; }
VK_INLINE f32x16 VK_AT(step_l2)(f32x16 sum, f32x16 a, f32x16 b) { return sum + (a - b) * (a - b); }
VK_INLINE f32x16 VK_AT(step_l1)(f32x16 sum, f32x16 a, f32x16 b) { return sum + __builtin_elementwise_abs(a - b); }
VK_INLINE f32x16 VK_AT(step_linf)(f32x16 most, f32x16 a, f32x16 b) {
    return __builtin_elementwise_max(most, __builtin_elementwise_abs(a - b));
}

#define VK_FLOAT_STEPS(step, load, a, b)                                                   \
    s0 = VK_AT(step)(s0, VK_AT(load_f32)(a), VK_AT(load)(b));                              \
    s1 = VK_AT(step)(s1, VK_AT(load_f32)((a) + 16), VK_AT(load)((b) + 16));                \
    s2 = VK_AT(step)(s2, VK_AT(load_f32)((a) + 32), VK_AT(load)((b) + 32));                \
    s3 = VK_AT(step)(s3, VK_AT(load_f32)((a) + 48), VK_AT(load)((b) + 48));

#define VK_FLOAT_KERNEL(name, row, step, load, fold)                                       \
    static float VK_AT(name)(const float *a, const row *b, size_t n) {                     \
        f32x16 s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};                                     \
        size_t i = 0;                                                                      \
        for (; i + 64 <= n; i += 64) { VK_FLOAT_STEPS(step, load, a + i, b + i) }          \
        if (i < n) {                                                                       \
            float rest_a[64] = {0};                                                        \
            row rest_b[64] = {0};                                                          \
            memcpy(rest_a, a + i, (n - i) * sizeof *a);                                    \
            memcpy(rest_b, b + i, (n - i) * sizeof *b);                                    \
            VK_FLOAT_STEPS(step, load, rest_a, rest_b)                                     \
        }                                                                                  \
        return VK_AT(fold)(s0, s1, s2, s3);                                                \
    }

VK_FLOAT_KERNEL(dot_f32, float, step_dot, load_f32, fold_sum)
VK_FLOAT_KERNEL(l2_f32, float, step_l2, load_f32, fold_sum)
VK_FLOAT_KERNEL(l1_f32, float, step_l1, load_f32, fold_sum)
VK_FLOAT_KERNEL(linf_f32, float, step_linf, load_f32, fold_max)
VK_FLOAT_KERNEL(dot_f16, uint16_t, step_dot, load_f16, fold_sum)
VK_FLOAT_KERNEL(l2_f16, uint16_t, step_l2, load_f16, fold_sum)
VK_FLOAT_KERNEL(l1_f16, uint16_t, step_l1, load_f16, fold_sum)
VK_FLOAT_KERNEL(linf_f16, uint16_t, step_linf, load_f16, fold_max)

static void VK_AT(from_f16)(const uint16_t *from, float *to, size_t n) {
    size_t i = 0;
    for (; i + 16 <= n; i += 16) VK_STORE(f32x16, to + i, VK_AT(load_f16)(from + i));
    if (i < n) {
        uint16_t rest[16] = {0};
        memcpy(rest, from + i, (n - i) * sizeof *from);
        f32x16 values = VK_AT(load_f16)(rest);
        memcpy(to + i, &values, (n - i) * sizeof *to);
    }
}

/// Sixteen floats to halves. Adding a power of two that is 13 bits (for denormals: as many as it takes) above the value
/// rounds it as the processor rounds: to nearest, ties to even.
VK_INLINE u16x16 VK_AT(round_f16)(f32x16 values) {
    u32x16 bits = (u32x16)values, sign = bits >> 16 & 0x8000, magnitude = bits & 0x7fffffff;
    u32x16 normal = (magnitude + 0xfff + (magnitude >> 13 & 1) - 0x38000000u) >> 13;
    u32x16 tiny = (u32x16)((f32x16)magnitude + 0x1p-1f) - 0x3f000000u;
    u32x16 isTiny = (u32x16)(magnitude < 0x38800000u), isHuge = (u32x16)(magnitude >= 0x477ff000u);
    u32x16 isNaN = (u32x16)(magnitude > 0x7f800000u);
    u32x16 half = (isTiny & tiny) | (~isTiny & normal);
    half = (isHuge & 0x7c00) | (~isHuge & half);
    return __builtin_convertvector(half | (isNaN & 0x200) | sign, u16x16);
}

static void VK_AT(to_f16)(const float *from, uint16_t *to, size_t n) {
    size_t i = 0;
    for (; i + 16 <= n; i += 16) VK_STORE(u16x16, to + i, VK_AT(round_f16)(VK_LOAD(f32x16, from + i)));
    if (i < n) {
        float rest[16] = {0};
        memcpy(rest, from + i, (n - i) * sizeof *from);
        u16x16 halves = VK_AT(round_f16)(VK_LOAD(f32x16, rest));
        memcpy(to + i, &halves, (n - i) * sizeof *to);
    }
}

static void VK_AT(to_i8)(const float *from, float factor, int8_t *to, size_t n) {
    // 1.5 * 2^23: where floats are whole numbers, so adding it rounds.
    const float shift = 12582912.0f;
    for (size_t i = 0; i < n; i++) to[i] = (int8_t)((from[i] * factor + shift) - shift);
}

/// Sums and differences of values `half` apart within sixteen: lane l meets lane l ^ half.
#define VK_BUTTERFLY(values, half)                                                         \
    (__builtin_shufflevector(                                                              \
         values, values, 0 ^ half, 1 ^ half, 2 ^ half, 3 ^ half, 4 ^ half, 5 ^ half, 6 ^ half, 7 ^ half, 8 ^ half, \
         9 ^ half, 10 ^ half, 11 ^ half, 12 ^ half, 13 ^ half, 14 ^ half, 15 ^ half)       \
     + (f32x16)((u32x16)values ^ ((lanes & half) * (0x80000000u / half))))

VK_INLINE f32x16 VK_AT(hadamard_16)(f32x16 values) {
    const u32x16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    values = VK_BUTTERFLY(values, 1);
    values = VK_BUTTERFLY(values, 2);
    values = VK_BUTTERFLY(values, 4);
    return VK_BUTTERFLY(values, 8);
}

/// Two levels at once, which halves the loads and stores.
VK_INLINE void VK_AT(hadamard_four)(float *values, size_t half) {
    for (size_t j = 0; j < half; j += 16) {
        f32x16 a = VK_LOAD(f32x16, values + j), b = VK_LOAD(f32x16, values + j + half);
        f32x16 c = VK_LOAD(f32x16, values + j + 2 * half), d = VK_LOAD(f32x16, values + j + 3 * half);
        f32x16 e = a + b, f = a - b, g = c + d, h = c - d;
        VK_STORE(f32x16, values + j, e + g);
        VK_STORE(f32x16, values + j + half, f + h);
        VK_STORE(f32x16, values + j + 2 * half, e - g);
        VK_STORE(f32x16, values + j + 3 * half, f - h);
    }
}

static void VK_AT(hadamard)(float *values, size_t n) {
    size_t half = 1;
    if (n >= 16) {
        for (size_t i = 0; i < n; i += 16)
            VK_STORE(f32x16, values + i, VK_AT(hadamard_16)(VK_LOAD(f32x16, values + i)));
        half = 16;
        for (; 4 * half <= n; half *= 4)
            for (size_t i = 0; i < n; i += 4 * half) VK_AT(hadamard_four)(values + i, half);
    }
    for (; half < n; half *= 2) {
        for (size_t i = 0; i < n; i += 2 * half) {
            for (size_t j = i; j < i + half; j++) {
                float a = values[j], b = values[j + half];
                values[j] = a + b;
                values[j + half] = a - b;
            }
        }
    }
}
