// Distance kernels for floats, halves, 8-bit, 4-bit and 1-bit codes, in the best form that the processor runs.
//
// All levels return the same bits. Integers are exact; floats are summed in 64 lanes (element i goes to lane i % 64, in
// order, product and sum rounded apart) which are folded in halves, whatever the width of the registers. So an index
// answers with the same ids on every machine.
#ifndef C_VECTOR_KERNELS_H
#define C_VECTOR_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The instruction sets that the kernels are written for.
typedef enum {
    /// What every processor of the architecture has.
    VK_PORTABLE = 0,
    /// AArch64 with its table look-ups.
    VK_NEON = 1,
    /// AVX2, F16C and POPCNT.
    VK_AVX2 = 2,
    /// AVX-512 F, BW, DQ, VL, VBMI, VNNI and VPOPCNTDQ: Ice Lake and Zen 4 onwards.
    VK_AVX512 = 3,
} vk_level;

/// Rows in a block of transposed 1-bit codes.
#define VK_BLOCK_ROWS 64
/// Dimensions that one step of a scan takes: three bytes of 1-bit code.
#define VK_STEP_DIMENSIONS 24
/// Bytes of look-up tables that one step takes.
#define VK_STEP_TABLE_BYTES 256
/// What the magnitudes of the query's integers may sum up to within one step, so that a byte holds their sum.
#define VK_STEP_SUM_MAX 255

/// A scan over blocks of 1-bit codes that keeps the rows that seem near.
///
/// A block is `steps * 3` times 64 bytes (byte g of each of its rows side by side; bit b of it is dimension 8g + b),
/// then 64 floats to add, then 64 floats to multiply with. A row's distance is
/// `base + add + multiply * (scale * sum + shift)` where `sum` is what the tables say about its bits. NaN is never
/// near.
typedef struct {
    const uint8_t *blocks;
    size_t block_count;
    size_t steps;
    /// From `make_tables`, aligned to 64 bytes.
    const uint8_t *tables;
    float base;
    float scale;
    float shift;
    /// For each block the rows that may be kept, or null when all may.
    const uint64_t *_Nullable allowed;
    /// The number of the first row of the first block: keys hold `first_row` + place.
    uint32_t first_row;
    /// Rows farther away than this are dropped. The scan tightens it.
    float threshold;
    /// How many rows to keep, at least 1.
    size_t keep;
    /// Keys of the kept rows: ordered distance in the upper half, row in the lower. Unordered; at most `capacity`.
    uint64_t *keys;
    size_t count;
    /// At least `keep` + 64.
    size_t capacity;
} vk_scan;

/// What belongs to the 8-bit code of a row.
typedef struct {
    /// The part of its distance that does not depend on the query.
    float add;
    /// One unit of the code.
    float unit;
    /// The length of what the code leaves out.
    float error;
    /// The length of the row as seen from the centre.
    float length;
} vk_factors;

/// 1-bit codes row after row, and a query in 4 bits: for rows that are picked out.
///
/// A row's distance is `base + add + multiply * (scale * sum + shift)` where `sum` adds up the query over the set bits.
typedef struct {
    /// At `stride`, a multiple of 64: `bytes` of code, a multiple of 8, then two floats: add and multiply. For walks
    /// there is a third: the unit of the 8-bit code.
    const uint8_t *_Null_unspecified codes;
    size_t bytes;
    size_t stride;
    /// From `vk_make_planes`, aligned to 64 bytes.
    const uint8_t *_Null_unspecified planes;
    float base;
    float scale;
    float shift;
} vk_picked;

/// Bits of the query in `vk_picked`.
#define VK_PLANES 4
/// Nodes that a walk looks at together, so that their bytes are on the way at once.
#define VK_WALK_WIDTH 4

/// A walk over a graph of rows towards those near a query.
///
/// Nodes are taken in the order of their estimates by 1-bit codes. Of each the distance is computed from its 8-bit
/// code, and its neighbours are estimated. It ends when what is left is farther by `margin` than the `keep` nearest.
typedef struct {
    vk_picked nodes;
    uint32_t node_count;
    /// `degree` for each node; the node itself where it has fewer.
    const uint32_t *_Null_unspecified neighbours;
    size_t degree;
    const uint32_t *_Null_unspecified entries;
    size_t entry_count;

    /// 8-bit codes of the nodes and of the query, `width` bytes each.
    const int8_t *_Null_unspecified bytes;
    const int8_t *_Null_unspecified query;
    size_t width;
    /// A node's distance is `nodes.base + add + weight * (unit * its unit) * product`.
    float weight;
    float unit;

    /// A bit for each node that may be found, or null when all may. The others are walked through all the same.
    const uint64_t *_Nullable allowed;
    size_t keep;
    float margin;
    /// How many nodes to see at most.
    size_t budget;
    /// Called with what is going to be read, when that may have to come from a disk: so that all of it comes at once.
    void (*_Nullable fetch)(const void *address, size_t bytes);

    /// A bit for each node: zeros before and after.
    uint64_t *_Null_unspecified visited;
    /// Room for `vk_walk_room` elements each.
    uint32_t *_Null_unspecified seen;
    uint32_t *_Null_unspecified waiting;
    int32_t *_Null_unspecified estimates;
    uint64_t *_Null_unspecified keys;
    /// Room for one for every 64 of those, and 16 more.
    int32_t *_Null_unspecified least;
    /// Room for `keep`.
    float *_Null_unspecified nearest;

    /// Keys of the allowed nodes whose distance was computed, unordered.
    size_t found;
    size_t seen_count;
    /// Whether the budget ended it.
    bool is_exhausted;
} vk_walk;

/// Elements that the memory of a walk has room for.
static inline size_t vk_walk_room(size_t budget, size_t degree) { return budget + VK_WALK_WIDTH * degree + 128; }

/// One level's kernels. `n` counts dimensions, `bytes` bytes. No alignment is asked for.
typedef struct {
    vk_level level;

    float (*dot_f32)(const float *a, const float *b, size_t n);
    float (*l2_f32)(const float *a, const float *b, size_t n);
    float (*l1_f32)(const float *a, const float *b, size_t n);
    /// NaN is ignored here; the other sums carry it on.
    float (*linf_f32)(const float *a, const float *b, size_t n);

    float (*dot_f16)(const float *a, const uint16_t *b, size_t n);
    float (*l2_f16)(const float *a, const uint16_t *b, size_t n);
    float (*l1_f16)(const float *a, const uint16_t *b, size_t n);
    float (*linf_f16)(const float *a, const uint16_t *b, size_t n);

    int32_t (*dot_i8)(const int8_t *a, const int8_t *b, size_t n);
    int32_t (*l2_i8)(const int8_t *a, const int8_t *b, size_t n);
    int32_t (*l1_i8)(const int8_t *a, const int8_t *b, size_t n);
    int32_t (*linf_i8)(const int8_t *a, const int8_t *b, size_t n);

    // 4-bit codes, as vk_pack_i4 lays them out, against 8-bit ones in the same unit.
    int32_t (*dot_i4)(const int8_t *a, const uint8_t *b, size_t n);
    int32_t (*l2_i4)(const int8_t *a, const uint8_t *b, size_t n);
    int32_t (*l1_i4)(const int8_t *a, const uint8_t *b, size_t n);
    int32_t (*linf_i4)(const int8_t *a, const uint8_t *b, size_t n);

    /// Bits that differ.
    uint32_t (*hamming)(const uint8_t *a, const uint8_t *b, size_t bytes);
    /// The sum of a 4-bit query over the set bits of a row; the query as four planes of `bytes`, lowest bit first.
    uint32_t (*sum_u4)(const uint8_t *row, const uint8_t *planes, size_t bytes);

    /// Takes what is in `removed`, if given, out of a set of bits. Returns how many are left.
    size_t (*remove)(uint64_t *set, const uint64_t *_Nullable removed, size_t words);

    // Many rows of one table, named by number: the rows ahead are fetched while one is worked on.
    void (*gather_dot_i8)(
        const int8_t *query, const int8_t *table, size_t stride, size_t n, const uint32_t *rows, size_t count,
        int32_t *result);
    void (*gather_sum_u4)(
        const uint8_t *planes, const uint8_t *table, size_t stride, size_t bytes, const uint32_t *rows, size_t count,
        uint32_t *result);
    void (*gather_hamming)(
        const uint8_t *query, const uint8_t *table, size_t stride, size_t bytes, const uint32_t *rows, size_t count,
        uint32_t *result);

    /// Tables for a query of `steps` * 24 integers whose magnitudes sum up to 255 at most within a step.
    void (*make_tables)(const int8_t *query, size_t steps, uint8_t *tables);
    /// For each of a block's 64 rows: the sum of |q| over the dimensions where the row's bit is the sign of q.
    void (*block_sums)(const uint8_t *block, size_t steps, const uint8_t *tables, uint32_t *sums);
    void (*scan)(vk_scan *scan);
    /// For each of the rows named: its distance.
    void (*pick)(const vk_picked *picked, const uint32_t *rows, size_t count, float *distances);
    void (*walk)(vk_walk *walk);

    /// Nearest half, ties to even; overflow becomes infinity.
    void (*to_f16)(const float *from, uint16_t *to, size_t n);
    void (*from_f16)(const uint16_t *from, float *to, size_t n);
    /// round(from * factor), ties to even. The caller sees to it that results fit.
    void (*to_i8)(const float *from, float factor, int8_t *to, size_t n);
    /// In place, unnormalised; `n` is a power of two.
    void (*hadamard)(float *values, size_t n);
} vk_kernels;

/// The kernels of a level; null when this processor does not run it.
const vk_kernels *_Nullable vk_kernels_at(vk_level level);
/// The fastest kernels that this processor runs.
const vk_kernels *vk_kernels_best(void);

/// Bytes of a row of `n` 4-bit codes: 32 for every 64 dimensions begun.
static inline size_t vk_i4_bytes(size_t n) { return (n + 63) / 64 * 32; }
/// Packs codes of -8...7: of each 64 dimensions the first 32 are low nibbles, the others high ones, each plus 8.
void vk_pack_i4(const int8_t *from, uint8_t *to, size_t n);

/// A query of `bytes` * 8 integers of -8...7 as bit planes, the lowest first, each `stride` bytes long.
void vk_make_planes(const int8_t *query, size_t bytes, size_t stride, uint8_t *planes);

/// A float as an integer of the same order; NaN comes after everything.
static inline uint32_t vk_ordered(float value) {
    if (value != value) return UINT32_MAX;
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}
static inline float vk_unordered(uint32_t key) {
    uint32_t bits = key & 0x80000000u ? key & 0x7fffffffu : ~key;
    float value;
    __builtin_memcpy(&value, &bits, sizeof value);
    return value;
}
/// Moves the `keep` smallest keys to the front, in no order. `keep` <= `count`.
void vk_keep_smallest(uint64_t *keys, size_t count, size_t keep);
void vk_sort(uint64_t *keys, size_t count);

/// Asks for the cache lines of `bytes` from `address` on.
static inline void vk_prefetch(const void *address, size_t bytes) {
    for (size_t offset = 0; offset < bytes; offset += 64) __builtin_prefetch((const char *)address + offset, 0, 2);
}

/// CRC-32C (Castagnoli), continued from `crc`; 0 begins.
uint32_t vk_crc32c(uint32_t crc, const void *bytes, size_t count);

#pragma clang assume_nonnull end
#endif
