#!/usr/bin/env python3
"""hnswlib, faiss and usearch on the data of `kass bench vector --peers`, measured when told to.

Builds an index of each that is installed (m 16, ef_construction 512), writes "ready", then for every line "sweep" on
standard input one JSON object a line for each index and setting, and "done". One thread, processor time.

Filtered, faiss alone is measured, by its bitmaps: the graph, and comparing all that pass. A filter of hnswlib's is a
call of Python a row here, and usearch's package has none.
"""
import argparse, json, os, sys, time
import numpy as np

M, EF_CONSTRUCTION, K, SLACK = 16, 512, 10, 2e-6
EFS = [10, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 768]
FILTERED_EFS = [64, 256, 1024]
# Comparing takes long: so many queries are enough to tell how long.
FILTERED_QUERIES = 100


def rows(path):
    array = np.load(path).astype(np.float32)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


def tenths(base, queries):
    """The similarity of each query's tenth neighbour; of its last where there are fewer."""
    parts = (queries[first:first + 100] for first in range(0, len(queries), 100))
    k = min(K, len(base))
    return np.concatenate([np.partition(part @ base.T, -k, axis=1)[:, -k] for part in parts])


def passing(count, selectivity):
    """Which rows pass a random filter: those whose splitmix64 is small."""
    z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (z ^ (z >> np.uint64(31))).astype(np.float64) / 2.0**64 < selectivity


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

    def search(query, ef, selector=None):
        parameters = faiss.SearchParametersHNSW(efSearch=ef, sel=selector)
        return index.search(query[None], K, params=parameters)[1][0]
    return search, len(base) * (base.shape[1] * 4 + 2 * M * 4)


def build_usearch(base):
    from usearch.index import Index
    index = Index(ndim=base.shape[1], metric="ip", dtype="f16", connectivity=M, expansion_add=EF_CONSTRUCTION)
    index.add(np.arange(len(base)), base, threads=1)

    def search(query, ef):
        index.expansion_search = ef
        return index.search(query, K, threads=1).keys
    return search, index.memory_usage


def compare_all(base):
    """faiss's exact search, of what passes a filter."""
    import faiss
    index = faiss.IndexFlatIP(base.shape[1])
    index.add(base)
    return lambda query, selector: index.search(query[None], K, params=faiss.SearchParameters(sel=selector))[1][0]


def filtered(search, flat, base, queries, selectivity, build_seconds, size):
    """faiss's graph and its exact search under a random filter."""
    import faiss
    passes = passing(len(base), selectivity)
    if not passes.any():
        return
    selector = faiss.IDSelectorBitmap(np.packbits(passes, bitorder="little"))
    tenth = tenths(base[passes], queries)
    kept = (base, queries, tenth)
    for ef in FILTERED_EFS:
        yield measure("faiss", lambda query, ef: search(query, ef, selector), *kept, ef, build_seconds, size, passes)
    yield measure("faiss flat", lambda query, _: flat(query, selector), *kept, 0, 0.0, base.nbytes, passes)


def measure(name, search, base, queries, tenth, ef, build_seconds, size, passes=None):
    times, found = [], 0
    wanted = K if passes is None else min(K, int(passes.sum()))
    for query in queries[:20]:
        search(query, ef)
    for query, least in zip(queries, tenth):
        start = time.process_time()
        numbers = search(query, ef)
        times.append(time.process_time() - start)
        numbers = np.unique(numbers[numbers >= 0].astype(np.int64))
        found += int((base[numbers] @ query >= least - SLACK).sum())
    times.sort()
    share = 1.0 if passes is None else int(passes.sum()) / len(base)
    return {"index": name, "dims": base.shape[1], "n": len(base), "metric": "cosine", "ef": ef, "filter": share,
            "recall_at_10": found / wanted / len(queries), "qps": len(queries) / sum(times),
            "p50_us": times[len(times) // 2] * 1e6, "p99_us": times[len(times) * 99 // 100] * 1e6,
            "build_s": build_seconds, "bytes": int(size)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--only", default="hnswlib,faiss,usearch")
    parser.add_argument("--filter", default="", help="shares of rows that pass a random filter, with commas between")
    arguments = parser.parse_args()
    base, queries = rows(arguments.base), rows(arguments.queries)
    tenth = tenths(base, queries)
    shares = [float(share) for share in arguments.filter.split(",") if share]
    indexes, flat = [], None
    for name in arguments.only.split(","):
        start = time.process_time()
        try:
            search, size = globals()["build_" + name](base)
        except ImportError:
            print(f"{name} is not installed and is left out", file=sys.stderr)
            continue
        indexes.append((name, search, time.process_time() - start, size))
        if name == "faiss" and shares:
            flat = compare_all(base)
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() != "sweep":
            break
        for name, search, seconds, size in indexes:
            for ef in EFS:
                print(json.dumps(measure(name, search, base, queries, tenth, ef, seconds, size)), flush=True)
            for share in shares if name == "faiss" else []:
                for point in filtered(search, flat, base, queries[:FILTERED_QUERIES], share, seconds, size):
                    print(json.dumps(point), flush=True)
        print("done", flush=True)


if __name__ == "__main__":
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    main()
