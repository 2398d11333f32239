// Estimates of rows that are picked out, sixteen at a time.

#ifndef VK_OWN_PLANE_SUMS
/// Of each of sixteen rows: the sum of the query over its set bits.
VK_INLINE i32x16 VK_AT(plane_sums)(const vk_picked *picked, const uint32_t *rows) {
    i32x16 sums;
    for (int i = 0; i < 16; i++) {
        const uint8_t *code = picked->codes + (size_t)rows[i] * picked->stride;
        int32_t count[VK_PLANES] = {0};
        for (size_t byte = 0; byte < picked->bytes; byte += 8) {
            uint64_t bits = VK_AT(load_word)(code + byte, 8);
            for (size_t plane = 0; plane < VK_PLANES; plane++)
                count[plane] += __builtin_popcountll(
                    bits & VK_AT(load_word)(picked->planes + plane * picked->stride + byte, 8));
        }
        sums[i] = count[0] + 2 * count[1] + 4 * count[2] - 8 * count[3];
    }
    return sums;
}
#endif

VK_INLINE f32x16 VK_AT(picked_distances)(const vk_picked *picked, const uint32_t *rows) {
    float factors[32];
    for (int i = 0; i < 16; i++)
        memcpy(factors + 2 * i, picked->codes + (size_t)rows[i] * picked->stride + picked->bytes, 2 * sizeof(float));
    f32x16 sums = __builtin_convertvector(VK_AT(plane_sums)(picked, rows), f32x16);
    f32x16 low = VK_LOAD(f32x16, factors), high = VK_LOAD(f32x16, factors + 16);
    f32x16 add = __builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    f32x16 multiply = __builtin_shufflevector(low, high, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    return add + picked->base + multiply * (sums * picked->scale + picked->shift);
}

VK_INLINE void VK_AT(prefetch_code)(const vk_picked *picked, uint32_t row) {
    vk_prefetch(picked->codes + (size_t)row * picked->stride, picked->stride);
}

static void VK_AT(pick)(const vk_picked *picked, const uint32_t *rows, size_t count, float *distances) {
    for (size_t i = 0; i < 16 && i < count; i++) VK_AT(prefetch_code)(picked, rows[i]);
    for (size_t i = 0; i < count; i += 16) {
        for (size_t j = i + 16; j < i + 32 && j < count; j++) VK_AT(prefetch_code)(picked, rows[j]);
        size_t left = count - i < 16 ? count - i : 16;
        uint32_t some[16];
        for (size_t j = 0; j < 16; j++) some[j] = rows[i + (j < left ? j : 0)];
        f32x16 all = VK_AT(picked_distances)(picked, some);
        memcpy(distances + i, &all, left * sizeof *distances);
    }
}
