// Tables by six bits, as 64-byte look-ups want them. Of the three bytes of a step the lower six bits of each are a
// group; the fourth group is the upper two bits of the third, the second and the first byte, from bit 0 on.

/// Which dimension of the step is bit `bit` of group `group`.
VK_INLINE size_t VK_AT(dimension)(size_t group, size_t bit) {
    return group < 3 ? group * 8 + bit : (2 - bit / 2) * 8 + 6 + bit % 2;
}

static void VK_AT(make_tables)(const int8_t *query, size_t steps, uint8_t *tables) {
    for (size_t step = 0; step < steps; step++) {
        const int8_t *part = query + step * VK_STEP_DIMENSIONS;
        for (size_t group = 0; group < 4; group++) {
            uint8_t *table = tables + step * VK_STEP_TABLE_BYTES + group * 64;
            int least = 0;
            for (size_t bit = 0; bit < 6; bit++) {
                int value = part[VK_AT(dimension)(group, bit)];
                least += value < 0 ? value : 0;
            }
            table[0] = (uint8_t)-least;
            for (size_t bit = 0; bit < 6; bit++) {
                uint8_t value = (uint8_t)part[VK_AT(dimension)(group, bit)];
                size_t half = (size_t)1 << bit;
                for (size_t i = 0; i < half; i++) table[i + half] = (uint8_t)(table[i] + value);
            }
        }
    }
}
