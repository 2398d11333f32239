#pragma once
#include <curl/curl.h>

// Swift imports no variadic functions: one inline function for each type of argument.

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// Strings (copied by curl), lists, user data, error buffers.
static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return curl_easy_setopt(handle, option, value);
}

// size_t callback(char *buffer, size_t size, size_t count, void *user): read, write and header callbacks alike.
typedef size_t (*ccurl_transfer_callback)(char *buffer, size_t size, size_t count, void *user);

static inline CURLcode ccurl_set_callback(CURL *handle, CURLoption option, ccurl_transfer_callback callback) {
    return curl_easy_setopt(handle, option, callback);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The result of a message that says that a transfer is done (a union, which Swift would import as bytes).
static inline CURLcode ccurl_message_result(const CURLMsg *message) {
    return message->data.result;
}

static inline CURLcode ccurl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
