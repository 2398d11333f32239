import AWSCore

/// Finds the rules whose patterns an event matches, without trying each of them.
///
/// Every alternative is filed under one of its demands, the one that the fewest events meet: under its texts and words in
/// a dictionary, under its prefixes and suffixes in a tree of bytes. An event's values lead to the alternatives filed
/// under them, and only those are held against the event as a whole. What cannot be filed so (ranges, `anything-but`,
/// absent fields) is tried each time.
struct RuleMatcher: Sendable {
    private var tree = PathTree()
    private var alternatives: [CompiledAlternative] = []
    private var files: [DemandFile] = []
    private var unfiled: [Int] = []

    /// - Parameter patterns: what is matched is named by its place in the array.
    init(_ patterns: [EventPattern]) {
        for (rule, pattern) in patterns.enumerated() {
            for alternative in pattern.alternatives {
                let demands = alternative.demands.map { (path: tree.insert($0.path), tests: $0.tests) }
                alternatives.append(CompiledAlternative(rule: rule, demands: demands))
            }
        }
        files = Array(repeating: DemandFile(), count: tree.count)
        let popularity = Popularity(alternatives)
        for (index, alternative) in alternatives.enumerated() {
            if let demand = popularity.rarest(of: alternative) {
                files[demand.path].file(index, under: demand.tests)
            } else {
                unfiled.append(index)
            }
        }
    }

    /// The places of the patterns that the event matches, in order.
    func matches(_ event: Document) -> [Int] {
        let fields = EventFields(event, tree)
        var (checked, matched): (Set<Int>, Set<Int>) = ([], [])
        // Many values of one array may lead to the same alternative.
        func check(_ index: Int) {
            guard checked.insert(index).inserted, alternatives[index].isMet(by: fields) else { return }
            matched.insert(alternatives[index].rule)
        }
        for (path, values) in fields.values.enumerated() where !files[path].isEmpty {
            for value in values { files[path].forEach(under: value, check) }
        }
        for index in unfiled { check(index) }
        return matched.sorted()
    }
}

/// How many alternatives share what a demand can be filed under: the fewer, the better it tells them apart.
private struct Popularity {
    private struct Key: Hashable {
        let path: Int
        let test: ValueTest
    }

    private var counts: [Key: Int] = [:]

    init(_ alternatives: [CompiledAlternative]) {
        for alternative in alternatives {
            for (path, tests) in alternative.demands where tests.allSatisfy(DemandFile.canFile) {
                for test in tests { counts[Key(path: path, test: test), default: 0] += 1 }
            }
        }
    }

    func rarest(of alternative: CompiledAlternative) -> (path: Int, tests: [ValueTest])? {
        var best: (demand: (path: Int, tests: [ValueTest]), count: Int)?
        for demand in alternative.demands where demand.tests.allSatisfy(DemandFile.canFile) {
            let count = demand.tests.reduce(0) { $0 + (counts[Key(path: demand.path, test: $1)] ?? 0) }
            if best == nil || count < (best?.count ?? 0) { best = (demand, count) }
        }
        return best?.demand
    }
}
