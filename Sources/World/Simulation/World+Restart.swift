extension World {
    /// Ends a world of a directory and opens it again, inside a simulation: what a new process would find there.
    ///
    /// Faults and policies belong to who set them, who sets them again.
    /// - Parameter afterCrash: the world is not closed first: what `kill -9` leaves is what there is.
    /// - Throws: ``StorageError``.
    public func restarted(afterCrash: Bool) throws -> World {
        guard case .directory = configuration.storage.place else {
            preconditionFailure("a world in memory is gone when it ends")
        }
        var configuration = configuration
        configuration.clock = .virtual(start: clock.now)
        if afterCrash { abandon() } else { try close() }
        return try World(configuration)
    }
}
