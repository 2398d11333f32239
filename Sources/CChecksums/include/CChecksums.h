// Cyclic redundancy checks by multiplication without carries, where the processor has it.
#ifndef C_CHECKSUMS_H
#define C_CHECKSUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What moves 16 bytes of a message onward: bits are reflected, as in the checks themselves.
typedef struct {
    /// For the first eight bytes of a block and for the last, over a distance of 64 bytes.
    uint64_t far_first, far_last;
    /// The same over a distance of 16 bytes.
    uint64_t near_first, near_last;
} cc_fold;

/// A shorter message is not worth folding, in bytes.
#define CC_FOLD_BYTES_MIN 128

/// Whether this processor folds.
bool cc_can_fold(void);

/// Folds a message into 16 bytes that have the same remainder.
///
/// `state` is what came before it. `count` is a multiple of 16 and at least 64. Only where `cc_can_fold`.
void cc_fold_message(
    const cc_fold *fold, uint64_t state, const uint8_t *bytes, size_t count, uint8_t remainder[_Nonnull 16]);

#pragma clang assume_nonnull end
#endif
