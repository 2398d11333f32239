import AWSCore
public import AWSDynamoDB
import AWSDynamoDBStreams
import DynamoDBEmulator
import Testing
import World

/// One DynamoDB in a world of its own, and a caller of it.
struct Cloud {
    let world: World
    let state: DynamoDBState
    let client: DynamoDBProxy
    let streams: DynamoDBStreamsProxy

    init(_ configuration: WorldConfiguration = WorldConfiguration(), settings: DynamoDBSettings = .init()) throws {
        let world = try World(configuration)
        let state = try DynamoDBState(world, settings: settings)
        self.world = world
        self.state = state
        client = DynamoDBProxy(
            EmulatedInvoker<DynamoDB>(world, caller: world.caller()) { DynamoDBEmulator(state, $0) })
        streams = DynamoDBStreamsProxy(
            EmulatedInvoker<DynamoDBStreams>(world, caller: world.caller()) {
                DynamoDBStreamsEmulator(state, $0)
            })
    }

    /// The same tables as another account and region sees them.
    func client(account: String, region: String) -> DynamoDBProxy {
        let state = state
        return DynamoDBProxy(
            EmulatedInvoker<DynamoDB>(world, caller: Caller(account: account, region: region)) {
                DynamoDBEmulator(state, $0)
            })
    }

    /// Makes a table of string keys, on demand.
    func makeTable(_ name: String = "table", sort: String? = nil) async throws {
        _ = try await client.createTable(TableShape(name, sort: sort).input)
    }

    func put(_ item: [String: DynamoDB.AttributeValue], into table: String = "table") async throws {
        _ = try await client.putItem(DynamoDB.PutItemInput(tableName: table, item: item))
    }

    func get(_ key: [String: DynamoDB.AttributeValue], from table: String = "table") async throws -> [String: DynamoDB
        .AttributeValue]?
    {
        try await client.getItem(DynamoDB.GetItemInput(tableName: table, key: key)).item
    }

    func checkInvariants(_ location: SourceLocation = #_sourceLocation) async {
        await #expect(throws: Never.self, sourceLocation: location) { try await state.checkInvariants() }
    }
}

/// A table to be made, in few words.
struct TableShape {
    var input: DynamoDB.CreateTableInput

    init(_ name: String, sort: String? = nil) {
        input = DynamoDB.CreateTableInput(tableName: name, billingMode: .payPerRequest)
        input.attributeDefinitions = [.init(attributeName: "pk", attributeType: .s)]
        input.keySchema = [.init(attributeName: "pk", keyType: .hash)]
        if let sort { self = with(sort: sort, .s) }
    }

    func with(sort: String, _ type: DynamoDB.ScalarAttributeType) -> TableShape {
        var shape = self
        shape.input.attributeDefinitions?.append(.init(attributeName: sort, attributeType: type))
        shape.input.keySchema?.append(.init(attributeName: sort, keyType: .range))
        return shape
    }

    func with(
        global name: String, _ hash: String, _ range: String? = nil,
        _ projection: DynamoDB.Projection = .init(projectionType: .all)
    ) -> TableShape {
        var shape = self
        shape.define([hash, range])
        var schema = [DynamoDB.KeySchemaElement(attributeName: hash, keyType: .hash)]
        if let range { schema.append(.init(attributeName: range, keyType: .range)) }
        let index = DynamoDB.GlobalSecondaryIndex(indexName: name, keySchema: schema, projection: projection)
        shape.input.globalSecondaryIndexes = (shape.input.globalSecondaryIndexes ?? []) + [index]
        return shape
    }

    func with(
        local name: String, _ range: String, _ projection: DynamoDB.Projection = .init(projectionType: .all)
    ) -> TableShape {
        var shape = self
        shape.define([range])
        let index = DynamoDB.LocalSecondaryIndex(
            indexName: name,
            keySchema: [
                .init(attributeName: "pk", keyType: .hash), .init(attributeName: range, keyType: .range),
            ], projection: projection)
        shape.input.localSecondaryIndexes = (shape.input.localSecondaryIndexes ?? []) + [index]
        return shape
    }

    func with(stream viewType: DynamoDB.StreamViewType) -> TableShape {
        var shape = self
        shape.input.streamSpecification = .init(streamEnabled: true, streamViewType: viewType)
        return shape
    }

    private mutating func define(_ names: [String?]) {
        for name in names.compactMap({ $0 })
        where input.attributeDefinitions?.contains(where: { $0.attributeName == name }) == false {
            input.attributeDefinitions?.append(.init(attributeName: name, attributeType: .s))
        }
    }
}

/// The code and the words of the error that `body` throws.
func refusal(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch let error as DynamoDBError {
        return "\(error.code): \(error.message ?? "")"
    } catch let error as DynamoDBStreamsError {
        return "\(error.code): \(error.message ?? "")"
    } catch {
        return "\(error)"
    }
}

extension DynamoDB.AttributeValue: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = .s(value) }
}

extension DynamoDB.AttributeValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self = .n(String(value)) }
}
