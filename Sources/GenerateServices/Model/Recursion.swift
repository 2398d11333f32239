/// Finds the members through which a structure holds itself by value, which Swift cannot lay out.
enum Recursion {
    /// Cases of unions are boxed before members of structures, since `indirect` costs a reader less than a wrapper.
    static func boxedMembers(in service: ServiceSource) -> Set<String> {
        var edges = directEdges(in: service)
        let cases = edges.filter { $0.isInUnion && reaches($0.target, $0.source, over: edges) }
        edges.removeAll { $0.isInUnion && cases.contains($0) }
        let members = edges.filter { reaches($0.target, $0.source, over: edges) }
        return Set((cases + members).map { "\($0.source).\($0.member)" })
    }

    private struct Edge: Hashable {
        let source: String
        let member: String
        let target: String
        let isInUnion: Bool
    }

    /// Lists and maps hold their elements elsewhere: only members that are structures themselves count.
    private static func directEdges(in service: ServiceSource) -> [Edge] {
        service.shapes.values.filter { service.isType($0) }.flatMap { shape in
            shape.members.filter { service.isType(service.shape($0.shape)) }.map { member in
                Edge(source: shape.name, member: member.name, target: member.shape, isInUnion: service.isUnion(shape))
            }
        }
    }

    private static func reaches(_ start: String, _ goal: String, over edges: [Edge]) -> Bool {
        var visited: Set<String> = []
        var waiting = [start]
        while let name = waiting.popLast() {
            if name == goal { return true }
            guard visited.insert(name).inserted else { continue }
            waiting += edges.filter { $0.source == name }.map(\.target)
        }
        return false
    }
}
