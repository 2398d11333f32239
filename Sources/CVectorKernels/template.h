// All kernels of one level. A level defines VK_SUFFIX and VK_LEVEL, brings what it does better than the compiler
// (see each VK_OWN_...), and includes this file with its instruction set switched on.
#include "template_float.h"
#include "template_integer.h"
#include "template_scan.h"
#include "template_pick.h"
#include "template_walk.h"

static const vk_kernels VK_AT(table) = {
    .level = VK_LEVEL,
    .dot_f32 = VK_AT(dot_f32), .l2_f32 = VK_AT(l2_f32), .l1_f32 = VK_AT(l1_f32), .linf_f32 = VK_AT(linf_f32),
    .dot_f16 = VK_AT(dot_f16), .l2_f16 = VK_AT(l2_f16), .l1_f16 = VK_AT(l1_f16), .linf_f16 = VK_AT(linf_f16),
    .dot_i8 = VK_AT(dot_i8), .l2_i8 = VK_AT(l2_i8), .l1_i8 = VK_AT(l1_i8), .linf_i8 = VK_AT(linf_i8),
    .dot_i4 = VK_AT(dot_i4), .l2_i4 = VK_AT(l2_i4), .l1_i4 = VK_AT(l1_i4), .linf_i4 = VK_AT(linf_i4),
    .hamming = VK_AT(hamming), .sum_u4 = VK_AT(sum_u4),
    .remove = VK_AT(remove),
    .gather_dot_i8 = VK_AT(gather_dot_i8), .gather_sum_u4 = VK_AT(gather_sum_u4),
    .gather_hamming = VK_AT(gather_hamming),
    .make_tables = VK_AT(make_tables), .block_sums = VK_AT(block_sums), .scan = VK_AT(scan),
    .pick = VK_AT(pick), .walk = VK_AT(walk),
    .to_f16 = VK_AT(to_f16), .from_f16 = VK_AT(from_f16), .to_i8 = VK_AT(to_i8), .hadamard = VK_AT(hadamard),
};
