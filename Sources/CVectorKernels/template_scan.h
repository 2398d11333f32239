// The scan over blocks of 1-bit codes. A level brings make_tables and add_block, which know the form of its tables.

static void VK_AT(block_sums)(const uint8_t *block, size_t steps, const uint8_t *tables, uint32_t *sums) {
    VK_AT(add_block)(block, steps, tables, sums);
}

#ifndef VK_OWN_LANE_BITS
/// A bit for each of sixteen lanes that is set.
VK_INLINE uint32_t VK_AT(lane_bits)(i32x16 lanes) {
    const i32x16 bits = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    return (uint32_t)__builtin_reduce_or(lanes & bits);
}
#endif

/// Adds the rows among sixteen that are near enough and allowed.
VK_INLINE void VK_AT(keep_rows)(vk_scan *scan, f32x16 distances, uint32_t rows, uint32_t row) {
    float distance[16];
    memcpy(distance, &distances, sizeof distance);
    for (; rows; rows &= rows - 1) {
        uint32_t lane = (uint32_t)__builtin_ctz(rows);
        scan->keys[scan->count++] = (uint64_t)vk_ordered(distance[lane]) << 32 | (row + lane);
    }
}

/// Makes room for another block, and drops from then on what is farther than the farthest kept row.
static void VK_AT(tighten)(vk_scan *scan) {
    vk_keep_smallest(scan->keys, scan->count, scan->keep);
    scan->count = scan->keep;
    uint64_t farthest = 0;
    for (size_t i = 0; i < scan->keep; i++) farthest = scan->keys[i] > farthest ? scan->keys[i] : farthest;
    scan->threshold = vk_unordered((uint32_t)(farthest >> 32));
}

static void VK_AT(scan)(vk_scan *scan) {
    size_t code_bytes = scan->steps * 3 * VK_BLOCK_ROWS;
    size_t block_bytes = code_bytes + VK_BLOCK_ROWS * 2 * sizeof(float);
    _Alignas(64) uint32_t sums[VK_BLOCK_ROWS];
    for (size_t block = 0; block < scan->block_count; block++) {
        uint64_t allowed = scan->allowed ? scan->allowed[block] : UINT64_MAX;
        if (!allowed) continue;
        const uint8_t *codes = scan->blocks + block * block_bytes;
        VK_AT(add_block)(codes, scan->steps, scan->tables, sums);
        const float *add = (const float *)(codes + code_bytes), *multiply = add + VK_BLOCK_ROWS;
        for (uint32_t row = 0; row < VK_BLOCK_ROWS; row += 16) {
            f32x16 sum = __builtin_convertvector(VK_LOAD(u32x16, sums + row), f32x16);
            f32x16 scaled = sum * scan->scale + scan->shift;
            f32x16 distances = VK_LOAD(f32x16, add + row) + scan->base + VK_LOAD(f32x16, multiply + row) * scaled;
            uint32_t near = VK_AT(lane_bits)(distances <= scan->threshold) & (uint32_t)(allowed >> row) & 0xffff;
            if (near)
                VK_AT(keep_rows)(scan, distances, near, scan->first_row + (uint32_t)block * VK_BLOCK_ROWS + row);
        }
        if (scan->count + VK_BLOCK_ROWS > scan->capacity) VK_AT(tighten)(scan);
    }
}
