import AWSCore
import AWSS3
import World

/// Files of bodies, none of which is ever lost: each is in `s3_garbage` while no row names it.
///
/// A file is noted there before it is written. The transaction that stores a row for it strikes it out, the one that
/// removes the row notes it again, and only then is the file removed. So whatever ends the process, what lies there is
/// exactly what may be removed when the world is opened again.
extension S3State {
    /// Begins a file that no row names yet.
    /// - Parameter byteCount: that it will have, where that is known.
    func beginFile(_ call: Call, expecting byteCount: Int64?) async throws -> ObjectWriter {
        let writer = try await world.objects.create(expecting: byteCount)
        try await write(call) { session in try session.noteGarbage(writer.name) }
        return writer
    }

    /// Throws away a body that was received and not stored.
    func discard(_ body: ReceivedBody) async {
        if let file = body.place.fileName { await remove([file]) }
    }

    /// Removes files that are in `s3_garbage`, or has them removed when nobody reads them any more.
    func remove(_ files: [String]) async {
        let unread = pins.condemn(files)
        for file in unread { await removeFile(file) }
    }

    func removeGarbage() async {
        let files = try? await world.database.read { sqlite in
            let rows = try sqlite.statement("SELECT file FROM s3_garbage")
            var files: [String] = []
            while try rows.step() { files.append(rows.text(0)) }
            return files
        }
        await remove(files ?? [])
    }

    private func removeFile(_ file: String) async {
        // What cannot be removed stays noted, and is tried again when the world is opened next.
        guard (try? await world.objects.remove(file)) != nil else { return }
        _ = try? await world.database.write { sqlite in
            let deletion = try sqlite.statement("DELETE FROM s3_garbage WHERE file = ?")
            deletion.bind(1, file)
            _ = try deletion.step()
        }
    }

    /// Keeps files while someone reads them.
    func pin(_ files: [String]) -> BodyPin {
        pins.pin(files)
        return BodyPin(files) { [weak self] files in
            guard let self else { return }
            let free = self.pins.unpin(files)
            guard !free.isEmpty else { return }
            self.world.spawn("s3.remove-bodies") { [weak self] in
                for file in free { await self?.removeFile(file) }
            }
        }
    }
}

extension Session {
    func noteGarbage(_ file: String) throws {
        try run("INSERT OR IGNORE INTO s3_garbage (file) VALUES (?)", [.text(file)])
    }

    /// A row names the file now.
    func claim(_ place: BodyPlace) throws {
        guard let file = place.fileName else { return }
        try run("DELETE FROM s3_garbage WHERE file = ?", [.text(file)])
    }

    /// No row names the file any more.
    func condemn(_ file: String) throws {
        try noteGarbage(file)
        effects.condemned.append(file)
    }
}
