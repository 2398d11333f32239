import Foundation

/// A file to ingest, and what it is called in the knowledge base.
///
/// That is its path from the working directory on, so that it is the same document however it was pointed at. What lies
/// elsewhere is called by its own name, or by that of the folder that was given and the path from there on.
package struct IngestedFile: Hashable, Sendable {
    package let path: String
    package let name: String

    package struct Mistake: Error, Hashable {
        package let words: String
    }

    /// - Parameter paths: files, and folders with all that is in them but what is hidden.
    package static func find(
        _ paths: [String], from workingDirectory: String
    ) throws(Mistake) -> [IngestedFile] {
        let workingDirectory = whole(workingDirectory, from: "/")
        var files: [IngestedFile] = []
        var pathsByName: [String: String] = [:]
        for path in paths {
            for file in try Self.files(at: whole(path, from: workingDirectory), named: path, from: workingDirectory) {
                guard let other = pathsByName.updateValue(file.path, forKey: file.name) else {
                    files.append(file)
                    continue
                }
                guard other == file.path else { throw collision(other, file) }
            }
        }
        if files.isEmpty { throw Mistake(words: "There is nothing to read in \(paths.joined(separator: ", ")).") }
        return files
    }

    private static func collision(_ other: String, _ file: IngestedFile) -> Mistake {
        Mistake(
            words: """
                \(other) and \(file.path) would both be called \(file.name), and the second replace the first.
                  Give the same command in a folder that is above both.
                """)
    }

    private static func files(
        at path: String, named given: String, from workingDirectory: String
    ) throws(Mistake) -> [IngestedFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Mistake(words: "There is no file or folder \(given).")
        }
        let prefix = workingDirectory == "/" ? "/" : workingDirectory + "/"
        let own = URL(filePath: path).lastPathComponent
        let name = path == workingDirectory ? "" : path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : own
        guard isFolder.boolValue else { return [IngestedFile(path: path, name: name)] }
        return files(below: path).map {
            IngestedFile(path: "\(path)/\($0)", name: name.isEmpty ? $0 : "\(name)/\($0)")
        }
    }

    /// The paths of all files from there on, sorted; hidden folders, and those in which kass keeps a world, are not
    /// looked into.
    private static func files(below folder: String) -> [String] {
        guard let entries = FileManager.default.enumerator(atPath: folder) else { return [] }
        var found: [String] = []
        while let entry = entries.nextObject() as? String {
            var isFolder: ObjCBool = false
            if URL(filePath: entry).lastPathComponent.hasPrefix(".")
                || FileManager.default.fileExists(atPath: "\(folder)/\(entry)/world.lock")
            {
                entries.skipDescendants()
            } else if FileManager.default.fileExists(atPath: "\(folder)/\(entry)", isDirectory: &isFolder),
                !isFolder.boolValue
            {
                found.append(entry)
            }
        }
        return found.sorted()
    }

    /// Absolute, without `.`, `..` and a slash at its end.
    private static func whole(_ path: String, from directory: String) -> String {
        let base = URL(filePath: directory, directoryHint: .isDirectory)
        let path = URL(filePath: path, relativeTo: base).standardizedFileURL.path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
