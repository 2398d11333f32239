#!/usr/bin/env bash
# Feeds each decoder with what libFuzzer makes of its corpus, under the address sanitizer.
#
#   Tests/Fuzz/run.sh [NAME...]              the same 20,000 inputs each time, which is what CI asks
#   Tests/Fuzz/run.sh SECONDS [NAME...]      other inputs each time, for as long as told
#
# A target is Tests/Fuzz/NAME.swift with what it starts from in Tests/Fuzz/Corpus/NAME. What makes one stop is kept under
# .build/fuzz/findings; put it into the corpus with the fix. Exits with 1 when any target stopped.
set -euo pipefail
cd "$(dirname "$0")/../.."
# On a crash Swift's own backtracer would hang under libFuzzer, and reports leaks of the runtime.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0

effort=(-seed=1 -runs=20000)
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  effort=(-max_total_time="$1")
  shift
fi
build=.build/fuzz
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for file in Tests/Fuzz/*.swift; do names+=("$(basename "$file" .swift)"); done
fi

flags=(-O -parse-as-library -use-ld=lld -sanitize=fuzzer,address -swift-version 6 -package-name kass
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature NonisolatedNonsendingByDefault
  -I Sources/CCrypto -I Sources/CZlib -I Sources/CChecksums/include)

# What a target needs beside AWSCore is compiled into it: the parts of the wire server that know no socket, or OpenSearch.
sources() {
  case $1 in
  GzipBody | Routing) find Sources/AWSWire -name '*.swift' ! -path '*/HTTP/*' ! -path '*/TLS/*' ! -name WireServer.swift
    echo Sources/AWSWire/HTTP/HTTPLimits.swift ;;
  OpenSearchRequest) find Sources/AWSOpenSearch -name '*.swift' ;;
  esac
}

mkdir -p "$build/findings"
library=$build/libAWSCore.a
if [ ! -e "$library" ] || [ -n "$(find Sources/AWSCore Sources/CChecksums -newer "$library" -print -quit)" ]; then
  echo "Building AWSCore for fuzzing"
  clang -O2 -fsanitize=address -I Sources/CChecksums/include -c Sources/CChecksums/fold.c -o "$build/fold.o"
  find Sources/AWSCore -name '*.swift' -print0 | sort -z | xargs -0 swiftc "${flags[@]}" -wmo \
    -module-name AWSCore -emit-module -emit-module-path "$build/AWSCore.swiftmodule" -emit-library -static -o "$library"
fi

failed=()
for name in "${names[@]}"; do
  mapfile -t more < <(sources "$name" | sort)
  swiftc "${flags[@]}" -wmo -module-name "Fuzz$name" -I "$build" -L "$build" -lAWSCore "$build/fold.o" -lcrypto -lz -lm \
    -lswiftSynchronization "Tests/Fuzz/$name.swift" Tests/Fuzz/Support/*.swift "${more[@]}" -o "$build/$name"
  # libFuzzer adds to the first folder: what it finds is not the project's until someone commits it.
  found=$(mktemp -d)
  if "$build/$name" "$found" "Tests/Fuzz/Corpus/$name" "${effort[@]}" -max_len=65536 -timeout=10 \
    -artifact_prefix="$build/findings/$name-" >"$build/$name.log" 2>&1; then
    printf '%-20s %s\n' "$name" "$(grep -E '^Done|#[0-9]+.*DONE' "$build/$name.log" | tail -1)"
  else
    printf '%-20s STOPPED\n' "$name"
    tail -40 "$build/$name.log"
    failed+=("$name")
  fi
  rm -rf "$found"
done
[ ${#failed[@]} -eq 0 ] || { echo "stopped: ${failed[*]}; see $build/findings"; exit 1; }
