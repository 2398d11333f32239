import Foundation

/// A directory that is removed with its last reference.
final class TemporaryDirectory {
    let path: String

    init() throws {
        let url = try FileManager.default.url(
            for: .itemReplacementDirectory, in: .userDomainMask, appropriateFor: URL(filePath: NSTemporaryDirectory()),
            create: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
