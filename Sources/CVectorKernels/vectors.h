// Vectors of fixed width that the compiler splits into what registers there are.
#ifndef VK_VECTORS_H
#define VK_VECTORS_H

#include "CVectorKernels.h"
#include <string.h>

// Products and sums are rounded apart, or levels with fused arithmetic would differ from those without.
#pragma STDC FP_CONTRACT OFF

// What passes such vectors by value is inlined always, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

#define VK_INLINE static inline __attribute__((always_inline))
#define VK_VECTOR(bytes) __attribute__((vector_size(bytes), aligned(1), may_alias))

typedef float f32x16 __attribute__((vector_size(64)));
typedef float f32x8 __attribute__((vector_size(32)));
typedef float f32x4 __attribute__((vector_size(16)));
typedef int32_t i32x16 __attribute__((vector_size(64)));
typedef uint32_t u32x16 __attribute__((vector_size(64)));
typedef int16_t i16x32 __attribute__((vector_size(64)));
typedef int8_t i8x32 __attribute__((vector_size(32)));
typedef uint8_t u8x32 __attribute__((vector_size(32)));
typedef uint16_t u16x16 __attribute__((vector_size(32)));
typedef uint64_t u64x8 __attribute__((vector_size(64)));

typedef float f32x16_at VK_VECTOR(64);
typedef uint32_t u32x16_at VK_VECTOR(64);
typedef int32_t i32x16_at VK_VECTOR(64);
typedef int8_t i8x32_at VK_VECTOR(32);
typedef uint8_t u8x32_at VK_VECTOR(32);
typedef uint16_t u16x16_at VK_VECTOR(32);
typedef uint64_t u64x8_at VK_VECTOR(64);

#define VK_LOAD(type, address) ((type)*(const type##_at *)(address))
#define VK_STORE(type, address, value) (*(type##_at *)(address) = (value))

#define VK_CONCAT_(a, b) a##_##b
#define VK_CONCAT(a, b) VK_CONCAT_(a, b)
/// A name of the level that is being compiled.
#define VK_AT(name) VK_CONCAT(name, VK_SUFFIX)

#endif
