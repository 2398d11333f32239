// What every processor of the architecture runs.
#include "levels.h"
#include "vectors.h"

#define VK_SUFFIX portable
#define VK_LEVEL VK_PORTABLE

#include "nibble_tables.h"

VK_INLINE void VK_AT(add_block)(const uint8_t *block, size_t steps, const uint8_t *tables, uint32_t *sums) {
    memset(sums, 0, VK_BLOCK_ROWS * sizeof *sums);
    for (size_t byte = 0; byte < steps * 3; byte++) {
        const uint8_t *codes = block + byte * VK_BLOCK_ROWS;
        const uint8_t *table = tables + byte / 3 * VK_STEP_TABLE_BYTES + byte % 3 * 32;
        for (size_t row = 0; row < VK_BLOCK_ROWS; row++)
            sums[row] += (uint32_t)table[codes[row] & 15] + table[16 + (codes[row] >> 4)];
    }
}

#include "template.h"

const vk_kernels *vk_portable(void) { return &table_portable; }
