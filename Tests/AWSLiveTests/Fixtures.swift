import AWSCore
import Foundation

/// What lies in the folder `Fixtures` beside these tests.
enum Fixture {
    static func json(_ name: String) throws -> Document {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return try Document(json: [UInt8](Data(contentsOf: file)))
    }
}
