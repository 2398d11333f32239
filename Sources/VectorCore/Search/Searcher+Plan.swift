internal import CVectorKernels

/// What ways of searching cost, in nanoseconds. Measured on a Sapphire Rapids core, from memory beyond the second cache.
struct SearchCosts {
    let shape: RowShape
    private let codeStride: Double

    init(_ shape: RowShape) {
        self.shape = shape
        codeStride = Double(GraphLayout(shape, rows: 0, degree: 1).codeStride)
    }

    /// Rows in passing, by their 1-bit codes.
    func scanning(_ rows: Int) -> Double {
        Double(rows) * Double(shape.blockBytes) / Double(RowShape.blockRows) / 20
    }

    /// Rows picked out by number, by their 1-bit codes.
    func picking(_ rows: Int) -> Double { Double(rows) * (5 + 0.03 * codeStride) }

    /// Rows picked out by number, by their 8-bit codes.
    func gathering(_ rows: Int) -> Double { Double(rows) * (15 + 0.1 * Double(shape.codeDimension)) }

    /// Nodes that a walk sees, their share of what it does with the nearest of them included.
    var seeing: Double { 10 + 0.2 * codeStride }

    /// How many nodes a walk sees when this share of them may be found.
    func seen(_ effort: GraphEffort, degree: Int, share: Double) -> Double {
        Double(degree) * (15 + 1.2 * Double(effort.keep) / max(share, 1e-6))
    }
}

extension Searcher {
    /// How many nodes a walk over this part may see before a scan would have been cheaper; nil when a scan is. Whoever
    /// names `ef` wants a walk.
    func walkBudget(_ part: Part, _ allowed: Allowed, _ effort: Effort) -> Int? {
        guard let graph = part.rows.graph, let walk = graphEffort(graph, effort) else { return nil }
        guard effort.ef == nil else { return part.count }
        let costs = SearchCosts(shape)
        let share = Double(allowed.count) / Double(max(part.count, 1))
        let seen = costs.seen(walk, degree: graph.layout.degree, share: share)
        let other = otherwise(part, allowed, costs)
        guard seen * costs.seeing < other, seen < Double(part.count) else { return nil }
        return min(part.count, max(Int(other / costs.seeing), Int(seen) * 2, graph.layout.entries))
    }

    /// What the cheaper of the ways without a walk costs.
    private func otherwise(_ part: Part, _ allowed: Allowed, _ costs: SearchCosts) -> Double {
        min(costs.scanning(part.count), isPicked(part, allowed) ? costs.picking(allowed.count) : .infinity)
    }

    /// Whether it is cheaper to pick the allowed rows out than to scan all of them.
    func isPicked(_ part: Part, _ allowed: Allowed) -> Bool {
        let costs = SearchCosts(shape)
        return part.rows.graph != nil && costs.picking(allowed.count) < costs.scanning(part.count)
    }

    /// Whether it is cheaper to compare all allowed rows by their 8-bit codes than to choose from them first.
    func isCheaperToGather(_ allowed: [Allowed], total: Int, _ effort: Effort) -> Bool {
        let costs = SearchCosts(shape)
        var (choosing, chosen) = (0.0, 0)
        for (part, allowed) in zip(snapshot.parts, allowed) where allowed.count > 0 {
            choosing += otherwise(part, allowed, costs)
            let most =
                isPicked(part, allowed)
                ? max(Self.pickedMin, 4 * effort.compared)
                : filter == nil ? effort.estimates : effort.estimates * Self.filteredEstimates
            chosen += min(most, allowed.count)
        }
        return costs.gathering(total) < choosing + costs.gathering(chosen)
    }

    func graphEffort(_ graph: Graph, _ effort: Effort) -> GraphEffort? {
        guard effort.mayWalk else { return nil }
        if let ef = effort.ef { return GraphEffort(ef: ef) }
        let rung = graph.rung(effort.step)
        return rung < GraphEffort.ladder.count ? GraphEffort(k: effort.k, rung: rung) : nil
    }
}
