#pragma once
#include <zlib.h>

// Macros that Swift does not see; 16 more than the window's bits asks for gzip alone.
static inline int czlib_inflate_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
static inline int czlib_deflate_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
