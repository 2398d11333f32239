// The smallest of many keys.
#include "CVectorKernels.h"

static inline void swap(uint64_t *a, uint64_t *b) {
    uint64_t kept = *a;
    *a = *b;
    *b = kept;
}

static inline uint64_t middle(uint64_t a, uint64_t b, uint64_t c) {
    uint64_t low = a < b ? a : b, high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/// Splits by a pivot without a branch on the keys: what is smaller than `pivot` goes to the front.
/// Returns how many those are.
static size_t split(uint64_t *keys, size_t count, uint64_t pivot) {
    size_t smaller = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = keys[i];
        keys[i] = keys[smaller];
        keys[smaller] = key;
        smaller += key < pivot;
    }
    return smaller;
}

static void insertion_sort(uint64_t *keys, size_t count) {
    for (size_t i = 1; i < count; i++) {
        uint64_t key = keys[i];
        size_t j = i;
        for (; j > 0 && keys[j - 1] > key; j--) keys[j] = keys[j - 1];
        keys[j] = key;
    }
}

static void sift_down(uint64_t *keys, size_t count, size_t root) {
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && keys[child + 1] > keys[child]) child++;
        if (keys[root] >= keys[child]) return;
        swap(keys + root, keys + child);
    }
}

/// For the rare keys on which splitting makes no way.
static void heap_sort(uint64_t *keys, size_t count) {
    for (size_t i = count / 2; i-- > 0;) sift_down(keys, count, i);
    for (size_t end = count; end-- > 1;) {
        swap(keys, keys + end);
        sift_down(keys, end, 0);
    }
}

static uint64_t pivot_of(const uint64_t *keys, size_t count) {
    uint64_t a = middle(keys[0], keys[count / 8], keys[count / 4]);
    uint64_t b = middle(keys[count * 3 / 8], keys[count / 2], keys[count * 5 / 8]);
    return middle(a, b, middle(keys[count * 3 / 4], keys[count * 7 / 8], keys[count - 1]));
}

void vk_keep_smallest(uint64_t *keys, size_t count, size_t keep) {
    for (int rounds = 0; keep > 0 && keep < count; rounds++) {
        if (count <= 24) return insertion_sort(keys, count);
        if (rounds > 64) return heap_sort(keys, count);
        size_t smaller = split(keys, count, pivot_of(keys, count));
        if (smaller == keep) return;
        if (smaller > keep) {
            count = smaller;
        } else if (smaller == 0) {
            // The pivot is the least key, which is rare.
            return heap_sort(keys, count);
        } else {
            keys += smaller, count -= smaller, keep -= smaller;
        }
    }
}

static void sort_within(uint64_t *keys, size_t count, int rounds) {
    while (count > 24) {
        if (rounds-- == 0) return heap_sort(keys, count);
        size_t smaller = split(keys, count, pivot_of(keys, count));
        if (smaller == 0) return heap_sort(keys, count);
        sort_within(keys, smaller, rounds);
        keys += smaller, count -= smaller;
    }
    insertion_sort(keys, count);
}

void vk_sort(uint64_t *keys, size_t count) { sort_within(keys, count, 64); }
