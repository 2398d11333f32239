// Which kernels run here.
#include "levels.h"
#include <string.h>

const vk_kernels *vk_kernels_at(vk_level level) {
    switch (level) {
    case VK_PORTABLE: return vk_portable();
    case VK_NEON: return vk_neon();
    case VK_AVX2: return vk_avx2();
    case VK_AVX512: return vk_avx512();
    }
    return NULL;
}

const vk_kernels *vk_kernels_best(void) {
    const vk_kernels *best = vk_avx512();
    if (!best) best = vk_avx2();
    if (!best) best = vk_neon();
    return best ? best : vk_portable();
}

void vk_pack_i4(const int8_t *from, uint8_t *to, size_t n) {
    memset(to, 0x88, vk_i4_bytes(n));
    for (size_t i = 0; i < n; i++) {
        uint8_t *byte = to + i / 64 * 32 + i % 32, code = (uint8_t)(from[i] + 8);
        *byte = i % 64 < 32 ? (uint8_t)((*byte & 0xf0) | code) : (uint8_t)((*byte & 0x0f) | code << 4);
    }
}

void vk_make_planes(const int8_t *query, size_t bytes, size_t stride, uint8_t *planes) {
    memset(planes, 0, VK_PLANES * stride);
    for (size_t byte = 0; byte < bytes; byte++) {
        uint64_t eight = 0;
        for (unsigned bit = 0; bit < 8; bit++) eight |= (uint64_t)(uint8_t)query[byte * 8 + bit] << 8 * bit;
        // One bit of each of eight bytes, brought together by a multiplication.
        for (unsigned plane = 0; plane < VK_PLANES; plane++)
            planes[plane * stride + byte] =
                (uint8_t)((eight >> plane & 0x0101010101010101ull) * 0x0102040810204080ull >> 56);
    }
}
