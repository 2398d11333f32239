#!/usr/bin/env python3
"""hnswlib, faiss and usearch on the data of `kass bench vector --peers`, measured when told to.

Builds an index of each that is installed (m 16, ef_construction 512), writes "ready", then for every line "sweep" on
standard input one JSON object a line for each index and setting, and "done". One thread, processor time.
"""
import argparse, json, os, sys, time
import numpy as np

M, EF_CONSTRUCTION, K, SLACK = 16, 512, 10, 2e-6
EFS = [10, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 768]


def rows(path):
    array = np.load(path).astype(np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def tenths(base, queries):
    """The similarity of each query's tenth neighbour."""
    parts = (queries[first:first + 100] for first in range(0, len(queries), 100))
    return np.concatenate([np.partition(part @ base.T, -K, axis=1)[:, -K] for part in parts])


def build_hnswlib(base):
    import hnswlib
    index = hnswlib.Index(space="ip", dim=base.shape[1])
    index.init_index(max_elements=len(base), M=M, ef_construction=EF_CONSTRUCTION, random_seed=1)
    index.set_num_threads(1)
    index.add_items(base)
    index.set_num_threads(1)

    def search(query, ef):
        index.set_ef(max(ef, K))
        return index.knn_query(query, k=K)[0][0]
    return search, index.index_file_size()


def build_faiss(base):
    import faiss
    faiss.omp_set_num_threads(1)
    index = faiss.IndexHNSWFlat(base.shape[1], M, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = EF_CONSTRUCTION
    index.add(base)

    def search(query, ef):
        index.hnsw.efSearch = ef
        return index.search(query[None], K)[1][0]
    return search, len(base) * (base.shape[1] * 4 + 2 * M * 4)


def build_usearch(base):
    from usearch.index import Index
    index = Index(ndim=base.shape[1], metric="ip", dtype="f16", connectivity=M, expansion_add=EF_CONSTRUCTION)
    index.add(np.arange(len(base)), base, threads=1)

    def search(query, ef):
        index.expansion_search = ef
        return index.search(query, K, threads=1).keys
    return search, index.memory_usage


def measure(name, search, base, queries, tenth, ef, build_seconds, size):
    times, found = [], 0
    for query in queries[:20]:
        search(query, ef)
    for query, least in zip(queries, tenth):
        start = time.process_time()
        numbers = search(query, ef)
        times.append(time.process_time() - start)
        numbers = np.unique(numbers[numbers >= 0].astype(np.int64))
        found += int((base[numbers] @ query >= least - SLACK).sum())
    times.sort()
    return {"index": name, "dims": base.shape[1], "n": len(base), "metric": "cosine", "ef": ef, "filter": 1.0,
            "recall_at_10": found / K / len(queries), "qps": len(queries) / sum(times),
            "p50_us": times[len(times) // 2] * 1e6, "p99_us": times[len(times) * 99 // 100] * 1e6,
            "build_s": build_seconds, "bytes": int(size)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--only", default="hnswlib,faiss,usearch")
    arguments = parser.parse_args()
    base, queries = rows(arguments.base), rows(arguments.queries)
    tenth = tenths(base, queries)
    indexes = []
    for name in arguments.only.split(","):
        start = time.process_time()
        try:
            search, size = globals()["build_" + name](base)
        except ImportError:
            print(f"{name} is not installed and is left out", file=sys.stderr)
            continue
        indexes.append((name, search, time.process_time() - start, size))
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() != "sweep":
            break
        for name, search, seconds, size in indexes:
            for ef in EFS:
                print(json.dumps(measure(name, search, base, queries, tenth, ef, seconds, size)), flush=True)
        print("done", flush=True)


if __name__ == "__main__":
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    main()
