extension ObjectFiles {
    /// Gives a world's new directory the same bodies. Files are never changed, so both share them where they can.
    func copy(to directory: String) throws {
        let target = "\(directory)/objects"
        try Files.makeDirectory(target)
        switch bodies {
        case .memory(let memory):
            for (name, body) in memory.all.sorted(by: { $0.key < $1.key }) {
                let file = try OpenFile(creating: "\(target)/\(name)\(Self.temporarySuffix)")
                try file.write(body)
                try file.finish(as: "\(target)/\(name)")
            }
        case .directory(let source):
            for name in try Files.names(in: source) where !name.hasSuffix(Self.temporarySuffix) {
                try Files.link("\(source)/\(name)", as: "\(target)/\(name)")
            }
        }
    }

    func copyInMemory() throws -> MemoryBodies {
        switch bodies {
        case .memory(let memory): MemoryBodies(memory.all)
        case .directory(let path): try Self.bodies(at: path)
        }
    }

    /// The bodies of the world that was saved in a directory.
    static func bodies(in directory: String) throws -> MemoryBodies {
        try bodies(at: "\(directory)/objects")
    }

    private static func bodies(at path: String) throws -> MemoryBodies {
        let bodies = MemoryBodies()
        guard Files.exists(path) else { return bodies }
        for name in try Files.names(in: path) where !name.hasSuffix(temporarySuffix) {
            bodies.put(name, try Files.read("\(path)/\(name)", 0..<Int64.max))
        }
        return bodies
    }
}
