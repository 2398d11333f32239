import AWSCore
import AWSDynamoDB
import Foundation
import LocalCloud
import World

/// Writes to a world in a directory until it is killed, and says on standard output what was acknowledged.
///
/// usage: CrashWriter DIRECTORY [vectors]. Each of four writers counts its own item up, adds a log entry in the same
/// transaction, and prints `WRITER COUNT` once the call has returned. Whatever was printed must be there after a kill.
@main
enum CrashWriter {
    static let writers = 4

    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 1 || Array(arguments.dropFirst()) == ["vectors"] else {
            FileHandle.standardError.write(Data("usage: CrashWriter DIRECTORY [vectors]\n".utf8))
            exit(64)
        }
        let world = try World(WorldConfiguration(storage: .directory(CommandLine.arguments[1])))
        if arguments.count == 2 { return try await CrashVectors.write(world) }
        let client = try LocalCloud(world: world).clients().dynamoDB
        try await makeTable(client)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask { try await write(as: writer, to: client) }
            }
            try await group.waitForAll()
        }
    }

    private static func makeTable(_ client: any DynamoDBClient) async throws {
        do {
            _ = try await client.createTable(CrashTable.creation)
        } catch  where error.code == .resourceInUseException {
            // An earlier run made it.
        }
        _ = try await client.describeTable(DynamoDB.DescribeTableInput(tableName: CrashTable.name))
    }

    private static func write(as writer: Int, to client: any DynamoDBClient) async throws {
        var count = try await CrashTable.count(of: writer, client)
        while !Task.isCancelled {
            count += 1
            _ = try await client.transactWriteItems(CrashTable.step(of: writer, to: count))
            FileHandle.standardOutput.write(Data("\(writer) \(count)\n".utf8))
        }
    }
}
