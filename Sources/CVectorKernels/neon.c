// AArch64: every such processor looks up six bits at a time, too.
#include "levels.h"
#include "vectors.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define VK_SUFFIX neon
#define VK_LEVEL VK_NEON

#define VK_OWN_HALF
VK_INLINE f32x16 VK_AT(load_f16)(const uint16_t *from) {
    float32x4_t part[4];
    for (int i = 0; i < 4; i++) part[i] = vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(from + 4 * i)));
    f32x16 all;
    memcpy(&all, part, sizeof all);
    return all;
}

#define VK_OWN_DOT_I8
static int32_t VK_AT(dot_i8)(const int8_t *a, const int8_t *b, size_t n) {
    int32x4_t first = vdupq_n_s32(0), second = first;
    size_t i = 0;
    for (; i + 16 <= n; i += 16) {
        int8x16_t left = vld1q_s8(a + i), right = vld1q_s8(b + i);
        first = vpadalq_s16(first, vmull_s8(vget_low_s8(left), vget_low_s8(right)));
        second = vpadalq_s16(second, vmull_high_s8(left, right));
    }
    int32_t sum = vaddvq_s32(vaddq_s32(first, second));
    for (; i < n; i++) sum += (int32_t)a[i] * b[i];
    return sum;
}

#include "six_bit_tables.h"

VK_INLINE void VK_AT(add_block)(const uint8_t *block, size_t steps, const uint8_t *tables, uint32_t *sums) {
    const uint8x16_t six = vdupq_n_u8(63);
    memset(sums, 0, VK_BLOCK_ROWS * sizeof *sums);
    for (size_t row = 0; row < VK_BLOCK_ROWS; row += 16) {
        uint32x4_t total[4] = {vdupq_n_u32(0), vdupq_n_u32(0), vdupq_n_u32(0), vdupq_n_u32(0)};
        for (size_t step = 0; step < steps; step++) {
            const uint8_t *codes = block + step * 3 * VK_BLOCK_ROWS + row, *table = tables + step * VK_STEP_TABLE_BYTES;
            uint8x16_t a = vld1q_u8(codes), b = vld1q_u8(codes + 64), c = vld1q_u8(codes + 128);
            uint8x16_t upper = vsriq_n_u8(vsriq_n_u8(vshrq_n_u8(a, 2), b, 4), c, 6);
            uint8x16_t sum = vqtbl4q_u8(vld1q_u8_x4(table), vandq_u8(a, six));
            sum = vaddq_u8(sum, vqtbl4q_u8(vld1q_u8_x4(table + 64), vandq_u8(b, six)));
            sum = vaddq_u8(sum, vqtbl4q_u8(vld1q_u8_x4(table + 128), vandq_u8(c, six)));
            sum = vaddq_u8(sum, vqtbl4q_u8(vld1q_u8_x4(table + 192), vandq_u8(upper, six)));
            uint16x8_t low = vmovl_u8(vget_low_u8(sum)), high = vmovl_high_u8(sum);
            total[0] = vaddw_u16(total[0], vget_low_u16(low));
            total[1] = vaddw_high_u16(total[1], low);
            total[2] = vaddw_u16(total[2], vget_low_u16(high));
            total[3] = vaddw_high_u16(total[3], high);
        }
        for (size_t i = 0; i < 4; i++) vst1q_u32(sums + row + 4 * i, total[i]);
    }
}

#include "template.h"

const vk_kernels *vk_neon(void) { return &table_neon; }
#else
const vk_kernels *vk_neon(void) { return NULL; }
#endif
