import Foundation
public import YAMLFiles

/// The scenario files below the paths that someone named.
public enum ScenarioFiles {
    public struct Found: Hashable, Sendable {
        /// Below its folder, without the ending.
        public let name: String
        public let path: String
    }

    /// Sorted by path, each once.
    /// - Parameter paths: files, or folders whose `.yaml` files are all meant.
    /// - Throws: ``ScenarioMistake`` for a path at which there is nothing.
    public static func find(_ paths: [String]) throws(ScenarioMistake) -> [Found] {
        var found: Set<Found> = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw ScenarioMistake(file: path, line: 1, "there is no such file or folder")
            }
            found.formUnion(isFolder.boolValue ? files(below: path) : [Found(name: name(of: path), path: path)])
        }
        return found.sorted { $0.path < $1.path }
    }

    private static func files(below folder: String) -> [Found] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { name in
            let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
            return Found(name: Self.name(of: path), path: path)
        }
    }

    /// What follows the folder `scenarios`, if one stands in the path; otherwise the file's own name.
    static func name(of path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        let below = parts.lastIndex(of: "scenarios").map { Array(parts[($0 + 1)...]) } ?? parts.suffix(1)
        return below.joined(separator: "/").replacing(".yaml", with: "")
    }
}
