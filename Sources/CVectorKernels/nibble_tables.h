// Tables by nibble, as 16-byte look-ups want them: six of sixteen bytes for the three bytes of a step, then nothing.

/// The least that a nibble's four dimensions can add is set to 0, so that all entries are positive.
VK_INLINE void VK_AT(nibble_table)(const int8_t *query, uint8_t *table) {
    int least = 0;
    for (int bit = 0; bit < 4; bit++) least += query[bit] < 0 ? query[bit] : 0;
    for (int pattern = 0; pattern < 16; pattern++) {
        int sum = -least;
        for (int bit = 0; bit < 4; bit++) sum += pattern >> bit & 1 ? query[bit] : 0;
        table[pattern] = (uint8_t)sum;
    }
}

static void VK_AT(make_tables)(const int8_t *query, size_t steps, uint8_t *tables) {
    for (size_t step = 0; step < steps; step++) {
        for (size_t nibble = 0; nibble < 6; nibble++)
            VK_AT(nibble_table)(
                query + step * VK_STEP_DIMENSIONS + nibble * 4, tables + step * VK_STEP_TABLE_BYTES + nibble * 16);
    }
}
