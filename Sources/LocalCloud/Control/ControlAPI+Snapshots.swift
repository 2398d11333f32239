import AWSCore
import World

// Worlds that are kept aside.
extension ControlAPI {
    func snapshots() async throws -> Document {
        let names = try await host.changes.pass { try await CloudHost.onThread { [host] in try host.saved.names } }
        return ["snapshots": .list(names.map { ["name": .string($0)] })]
    }

    /// - Throws: `AlreadyExists` without `replace=true`.
    func save(_ name: String, _ request: HTTPRequest) async throws -> Document {
        let replaces = request.query.contains { $0.name == "replace" && $0.value == "true" }
        return try await host.changes.pass {
            let (saved, world) = (host.saved, world)
            try await CloudHost.onThread {
                guard replaces || !saved.contains(name) else {
                    throw ControlFailure(
                        409, "AlreadyExists", "There is a snapshot \(name) already; replace=true takes its place.")
                }
                guard try saved.contains(name) || saved.names.count < SavedWorlds.countMax else {
                    throw ControlFailure(
                        409, "LimitExceeded", "There are \(SavedWorlds.countMax) snapshots; remove one first.")
                }
                try saved.save(world, as: name)
            }
            return ["name": .string(name), "now": .string(world.clock.now.text(.dateTime))]
        }
    }

    func remove(_ name: String) async throws -> Document {
        try await host.changes.pass {
            try check(name)
            try await CloudHost.onThread { [host] in try host.saved.remove(name) }
        }
        return ["name": .string(name)]
    }

    func load(_ name: String) async throws -> Document {
        try check(name)
        try await host.replaceWorld(bySaved: name)
        return ["name": .string(name), "now": .string(world.clock.now.text(.dateTime))]
    }

    private func check(_ name: String) throws(ControlFailure) {
        guard host.saved.contains(name) else {
            throw ControlFailure(404, "NotFound", "There is no snapshot \(name).")
        }
    }
}
