public import AWSCore
public import AWSEventBridge
import World

// What is not emulated says so: it never answers with nothing.
extension EventBridgeEmulator {
    public func createApiDestination(
        _ input: EventBridge.CreateApiDestinationRequest
    ) async throws(EventBridgeError) -> EventBridge.CreateApiDestinationResponse {
        throw .notEmulated("CreateApiDestination")
    }

    public func createConnection(
        _ input: EventBridge.CreateConnectionRequest
    ) async throws(EventBridgeError) -> EventBridge.CreateConnectionResponse {
        throw .notEmulated("CreateConnection")
    }

    public func deleteApiDestination(
        _ input: EventBridge.DeleteApiDestinationRequest
    ) async throws(EventBridgeError) -> EventBridge.DeleteApiDestinationResponse {
        throw .notEmulated("DeleteApiDestination")
    }

    public func deleteConnection(
        _ input: EventBridge.DeleteConnectionRequest
    ) async throws(EventBridgeError) -> EventBridge.DeleteConnectionResponse {
        throw .notEmulated("DeleteConnection")
    }

    public func describeApiDestination(
        _ input: EventBridge.DescribeApiDestinationRequest
    ) async throws(EventBridgeError) -> EventBridge.DescribeApiDestinationResponse {
        throw .notEmulated("DescribeApiDestination")
    }

    public func describeConnection(
        _ input: EventBridge.DescribeConnectionRequest
    ) async throws(EventBridgeError) -> EventBridge.DescribeConnectionResponse {
        throw .notEmulated("DescribeConnection")
    }

    public func listApiDestinations(
        _ input: EventBridge.ListApiDestinationsRequest
    ) async throws(EventBridgeError) -> EventBridge.ListApiDestinationsResponse {
        throw .notEmulated("ListApiDestinations")
    }

    public func listConnections(
        _ input: EventBridge.ListConnectionsRequest
    ) async throws(EventBridgeError) -> EventBridge.ListConnectionsResponse {
        throw .notEmulated("ListConnections")
    }

    public func updateApiDestination(
        _ input: EventBridge.UpdateApiDestinationRequest
    ) async throws(EventBridgeError) -> EventBridge.UpdateApiDestinationResponse {
        throw .notEmulated("UpdateApiDestination")
    }

    public func updateConnection(
        _ input: EventBridge.UpdateConnectionRequest
    ) async throws(EventBridgeError) -> EventBridge.UpdateConnectionResponse {
        throw .notEmulated("UpdateConnection")
    }
}
