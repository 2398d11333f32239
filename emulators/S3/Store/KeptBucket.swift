import AWSCore
import AWSS3
import World

/// A bucket with all of its configurations.
final class KeptBucket: Sendable {
    let row: BucketRow
    private let settings: [SettingKind: [UInt8]]
    private let read = Lock<[SettingKind: any Structure]>([:])

    init(_ row: BucketRow, _ settings: [SettingKind: [UInt8]]) {
        self.row = row
        self.settings = settings
    }

    func setting(_ kind: SettingKind) -> [UInt8]? { settings[kind] }

    /// - Throws: `WireError` for bytes that are no such structure.
    func setting<Value: Structure>(_ kind: SettingKind, as type: Value.Type) throws -> Value? {
        guard let bytes = settings[kind] else { return nil }
        if let value = read.withLock({ $0[kind] }) as? Value { return value }
        let value = try StoredStructure.read(type, bytes)
        read.withLock { $0[kind] = value }
        return value
    }
}
