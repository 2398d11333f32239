public import AWSCore

/// The REST interface of OpenSearch, as a collection of Amazon OpenSearch Serverless or a managed domain serves it.
///
/// OpenSearch has no service model, so this target is written by hand from its documentation
/// (https://docs.opensearch.org/latest/api-reference/), in the form that generated services have.
public enum OpenSearch: ServiceModel {
    public typealias Client = any OpenSearchClient

    public static let metadata = ServiceMetadata(
        serviceID: "OpenSearch", iamPrefix: "aoss", endpointPrefix: "aoss", signingName: "aoss", apiVersion: "3",
        protocols: [.restJSON])

    public static let operations: [any ServiceOperation<OpenSearch>] = Endpoints.all.map { $0.anyOperation }
        .sorted { $0.schema.name < $1.schema.name }

    /// OpenSearch's errors are free-form: each travels as an ``ErrorBody`` under a status of its own.
    public static let errors: [any Structure.Type] = []

    public enum Operations {}
}
