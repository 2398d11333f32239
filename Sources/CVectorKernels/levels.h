// The tables of kernels by level; null where the architecture has no such level.
#ifndef VK_LEVELS_H
#define VK_LEVELS_H

#include "CVectorKernels.h"

const vk_kernels *_Nonnull vk_portable(void);
const vk_kernels *_Nullable vk_neon(void);
const vk_kernels *_Nullable vk_avx2(void);
const vk_kernels *_Nullable vk_avx512(void);

#endif
