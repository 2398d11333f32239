// The walk over a graph. Nodes that wait for their turn lie unordered, in groups of 64 whose least estimate is known:
// putting one there costs a store, and finding the nearest a few comparisons of whole registers.

#define VK_GROUP 64

/// Estimates are integers of the same order, since those have a minimum that every level agrees on.
typedef struct {
    int32_t *estimates;
    uint32_t *nodes;
    int32_t *least;
    /// Nodes that wait, and places of those whose turn has come.
    size_t count;
} VK_AT(queue);

VK_INLINE int32_t VK_AT(order)(float value) {
    int32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits ^ (bits >> 31 & INT32_MAX);
}

VK_INLINE void VK_AT(put)(VK_AT(queue) *queue, int32_t estimate, uint32_t node) {
    size_t place = queue->count++, group = place / VK_GROUP;
    if (place % VK_GROUP == 0) {
        for (size_t i = 1; i < VK_GROUP; i++) queue->estimates[place + i] = INT32_MAX;
        for (size_t i = 1; i < 16 && group % 16 == 0; i++) queue->least[group + i] = INT32_MAX;
        queue->least[group] = estimate;
    }
    queue->estimates[place] = estimate;
    queue->nodes[place] = node;
    if (estimate < queue->least[group]) queue->least[group] = estimate;
}

VK_INLINE int32_t VK_AT(least_of)(const int32_t *values, size_t count) {
    i32x16 least = VK_LOAD(i32x16, values);
    for (size_t i = 16; i < count; i += 16) least = __builtin_elementwise_min(least, VK_LOAD(i32x16, values + i));
    return __builtin_reduce_min(least);
}

/// The first place that holds a value which is there.
VK_INLINE size_t VK_AT(place_of)(const int32_t *values, int32_t value) {
    for (size_t i = 0;; i += 16) {
        uint32_t equal = VK_AT(lane_bits)(VK_LOAD(i32x16, values + i) == value);
        if (equal) return i + (size_t)__builtin_ctz(equal);
    }
}

/// Takes the nearest, if it is no farther than `bound`.
VK_INLINE bool VK_AT(take)(VK_AT(queue) *queue, float bound, uint32_t *node) {
    if (!queue->count) return false;
    int32_t nearest = VK_AT(least_of)(queue->least, (queue->count + VK_GROUP - 1) / VK_GROUP);
    if (nearest > VK_AT(order)(bound)) return false;
    size_t group = VK_AT(place_of)(queue->least, nearest);
    int32_t *estimates = queue->estimates + group * VK_GROUP;
    size_t place = VK_AT(place_of)(estimates, nearest);
    *node = queue->nodes[group * VK_GROUP + place];
    estimates[place] = INT32_MAX;
    queue->least[group] = VK_AT(least_of)(estimates, VK_GROUP);
    return true;
}

/// Estimates the last `count` nodes seen, and queues those below `bound`.
VK_INLINE void VK_AT(estimate)(vk_walk *walk, VK_AT(queue) *queue, uint32_t *nodes, size_t count, float bound) {
    for (size_t i = count; i % 16; i++) nodes[i] = nodes[0];
    for (size_t i = 0; i < count; i += 16) {
        f32x16 estimates = VK_AT(picked_distances)(&walk->nodes, nodes + i);
        uint32_t near = VK_AT(lane_bits)(estimates < bound) & (count - i < 16 ? (1u << (count - i)) - 1 : 0xffff);
        if (!near) continue;
        i32x16 bits = (i32x16)estimates, ordered = bits ^ (bits >> 31 & INT32_MAX);
        int32_t estimate[16];
        memcpy(estimate, &ordered, sizeof estimate);
        for (; near; near &= near - 1) {
            int lane = __builtin_ctz(near);
            VK_AT(put)(queue, estimate[lane], nodes[i + (size_t)lane]);
        }
    }
}

VK_INLINE bool VK_AT(visit)(vk_walk *walk, uint32_t node) {
    uint64_t word = walk->visited[node / 64], bit = 1ull << node % 64;
    walk->visited[node / 64] = word | bit;
    return !(word & bit);
}

/// Asks for the codes of nodes that are going to be estimated.
VK_INLINE void VK_AT(prefetch_codes)(const vk_walk *walk, const uint32_t *nodes, size_t count) {
    const vk_picked *codes = &walk->nodes;
    for (size_t i = 0; walk->fetch && i < count; i++)
        walk->fetch(codes->codes + (size_t)nodes[i] * codes->stride, codes->stride);
    for (size_t i = 0; i < count; i++) VK_AT(prefetch_code)(codes, nodes[i]);
}

VK_INLINE void VK_AT(enter)(vk_walk *walk, VK_AT(queue) *queue) {
    for (size_t i = 0; i < walk->entry_count; i++) {
        uint32_t node = walk->entries[i];
        // A damaged file may name nodes that are not there.
        if (node >= walk->node_count) continue;
        walk->seen[walk->seen_count] = node;
        walk->seen_count += VK_AT(visit)(walk, node);
    }
    VK_AT(prefetch_codes)(walk, walk->seen, walk->seen_count);
    VK_AT(estimate)(walk, queue, walk->seen, walk->seen_count, __builtin_inff());
}

/// Notes a distance; returns that of the last of the `keep` nearest so far.
VK_INLINE float VK_AT(note)(vk_walk *walk, float distance, size_t *known) {
    float *nearest = walk->nearest;
    if (*known < walk->keep || distance < nearest[*known - 1]) {
        size_t place = *known < walk->keep ? (*known)++ : *known - 1;
        for (; place > 0 && nearest[place - 1] > distance; place--) nearest[place] = nearest[place - 1];
        nearest[place] = distance;
    }
    return *known < walk->keep ? __builtin_inff() : nearest[*known - 1];
}

VK_INLINE float VK_AT(node_distance)(const vk_walk *walk, uint32_t node) {
    int32_t product = VK_AT(dot_i8)(walk->query, walk->bytes + (size_t)node * walk->width, walk->width);
    // These lie behind the 1-bit code, which is near since the node was estimated.
    float factors[3];
    memcpy(factors, walk->nodes.codes + (size_t)node * walk->nodes.stride + walk->nodes.bytes, sizeof factors);
    return walk->nodes.base + factors[0] + walk->weight * (walk->unit * factors[2]) * (float)product;
}

/// Asks for what is read of nodes whose turn has come.
VK_INLINE void VK_AT(prefetch_nodes)(const vk_walk *walk, const uint32_t *nodes, size_t count) {
    size_t degree_bytes = walk->degree * sizeof *walk->neighbours;
    for (size_t i = 0; walk->fetch && i < count; i++) {
        walk->fetch(walk->bytes + (size_t)nodes[i] * walk->width, walk->width);
        walk->fetch(walk->neighbours + (size_t)nodes[i] * walk->degree, degree_bytes);
    }
    for (size_t i = 0; i < count; i++) {
        vk_prefetch(walk->bytes + (size_t)nodes[i] * walk->width, walk->width);
        vk_prefetch(walk->neighbours + (size_t)nodes[i] * walk->degree, degree_bytes);
    }
}

/// Adds the neighbours of `node` that were not seen yet.
VK_INLINE void VK_AT(look_around)(vk_walk *walk, uint32_t node) {
    const uint32_t *neighbours = walk->neighbours + (size_t)node * walk->degree;
    uint32_t *seen = walk->seen + walk->seen_count;
    size_t count = 0;
    for (size_t i = 0; i < walk->degree; i++) {
        uint32_t neighbour = neighbours[i] < walk->node_count ? neighbours[i] : node;
        seen[count] = neighbour;
        count += VK_AT(visit)(walk, neighbour);
    }
    VK_AT(prefetch_codes)(walk, seen, count);
    walk->seen_count += count;
}

static void VK_AT(walk)(vk_walk *walk) {
    VK_AT(queue) queue = {walk->estimates, walk->waiting, walk->least, 0};
    float bound = __builtin_inff();
    size_t known = 0;
    walk->found = walk->seen_count = 0;
    walk->is_exhausted = false;
    VK_AT(enter)(walk, &queue);
    for (;;) {
        uint32_t nodes[VK_WALK_WIDTH];
        size_t count = 0, before = walk->seen_count;
        while (count < VK_WALK_WIDTH && VK_AT(take)(&queue, bound, nodes + count)) count++;
        if (!count) break;
        if (before > walk->budget) {
            walk->is_exhausted = true;
            break;
        }
        VK_AT(prefetch_nodes)(walk, nodes, count);
        for (size_t i = 0; i < count; i++) {
            float distance = VK_AT(node_distance)(walk, nodes[i]);
            if (!walk->allowed || walk->allowed[nodes[i] / 64] >> nodes[i] % 64 & 1) {
                walk->keys[walk->found++] = (uint64_t)vk_ordered(distance) << 32 | nodes[i];
                bound = VK_AT(note)(walk, distance, &known) + walk->margin;
            }
            if (distance <= bound) VK_AT(look_around)(walk, nodes[i]);
        }
        VK_AT(estimate)(walk, &queue, walk->seen + before, walk->seen_count - before, bound);
    }
    for (size_t i = 0; i < walk->seen_count; i++) walk->visited[walk->seen[i] / 64] = 0;
}
