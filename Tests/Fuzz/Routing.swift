import AWSCore
import Dispatch

/// First line: method and target; then header lines; after an empty line the body.
///
/// Whatever a request looks like, one of the services answers it, or the server does in a protocol of AWS's.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let request = request(String(decoding: input(start, count), as: UTF8.self)) else { return 0 }
    for responder in responders {
        let answered = DispatchSemaphore(value: 0)
        Task {
            let response = await responder.answer(request)
            precondition((200..<600).contains(response.status))
            answered.signal()
        }
        answered.wait()
    }
    return 0
}

private func request(_ text: String) -> HTTPRequest? {
    let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    var lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let words = lines.removeFirst().split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, words[1].hasPrefix("/") else { return nil }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let query = try? QueryString.parse(target.count == 2 ? target[1] : "", plusIsSpace: true) else { return nil }
    var request = HTTPRequest(method: words[0], path: target[0], query: query)
    for line in lines {
        let sides = line.split(separator: ":", maxSplits: 1).map(String.init)
        if sides.count == 2 { request.headers.append(sides[0], String(sides[1].drop { $0 == " " })) }
    }
    if parts.count == 2 { request.body = .bytes(Array(parts[1].utf8)) }
    return request
}

/// One takes any credentials, one checks signatures.
private let responders = [false, true].map { checks in
    WireResponder(
        [WireService(Shelf.self) { _ in Echo() }, WireService(Bell.self) { _ in Echo() }],
        [
            UnmodelledService(
                "Search", signingNames: ["es", "aoss"], hostLabels: ["es", "aoss"], bodyBytesMax: 1 << 16,
                refuse: { HTTPResponse(status: $0.status) }, answer: { _, _, _ in HTTPResponse() })
        ], callers: CallerReader(defaults: WireDefaults(), keys: nil),
        check: checks ? SignatureCheck(clock: now) : nil, limits: HTTPLimits(), clock: now, requestID: { _ in "ID" })
}

@Sendable private func now() -> Timestamp { Timestamp(seconds: 1_735_689_600) }

/// Answers what it was asked.
private struct Echo<Service: ServiceModel>: OperationInvoker {
    func invoke<Input, Output>(
        _ operation: Operation<Service, Input, Output>, _ input: Input
    ) async throws(ServiceError<Service>) -> Output {
        guard let output = try? Output(input.document) else {
            throw ServiceError(ErrorCode("Unreadable"), "the input is no output")
        }
        return output
    }
}

/// Members of every place that a request has.
private struct Book: Structure {
    let document: Document

    init(_ fields: Fields) throws(WireError) {
        document = .object(fields.object)
    }

    static let schema = StructureSchema(
        "Book",
        [
            Member("Shelf", .string(), .required, at: .label("Shelf")), Member("Book", .string(), at: .label("Book")),
            Member("Page", .integer(.integer), at: .query("page")), Member("Tag", .string(), at: .header("x-amz-tag")),
            Member("Title", .string()), Member("Chapters", .list(ListShape(.string()))),
        ])
}

/// A REST service like S3.
private enum Shelf: ServiceModel {
    typealias Client = Int
    static let metadata = ServiceMetadata(
        serviceID: "Shelf", iamPrefix: "s3", endpointPrefix: "s3", signingName: "s3", apiVersion: "1",
        protocols: [.restXML], signsPathOnce: true)
    static let operations: [any ServiceOperation<Shelf>] = [
        operation("GetBook", "GET", "/{Shelf}/{Book+}"), operation("PutBook", "PUT", "/{Shelf}/{Book+}"),
        operation("ListBooks", "GET", "/{Shelf}?list-type=2"), operation("GetTags", "GET", "/{Shelf}/{Book+}?tagging"),
    ]
    static let errors: [any Structure.Type] = []

    static func operation(_ name: String, _ method: String, _ uri: String) -> any ServiceOperation<Shelf> {
        Operation<Shelf, Book, Book>(
            OperationSchema(
                name, method: method, uri: uri, input: Book.schema, output: Book.schema, iamAction: "s3:\(name)")
        ) { _, input throws(ServiceError<Shelf>) in input }
    }
}

/// A service that speaks all the protocols with one address.
private enum Bell: ServiceModel {
    typealias Client = Int
    static let metadata = ServiceMetadata(
        serviceID: "Bell", iamPrefix: "bell", endpointPrefix: "bell", signingName: "bell", apiVersion: "2025-01-01",
        targetPrefix: "Bell_1", protocols: [.rpcV2CBOR, .awsJSON1_0, .query])
    static let operations: [any ServiceOperation<Bell>] = [
        Operation<Bell, Ring, Ring>(
            OperationSchema("Ring", input: Ring.schema, output: Ring.schema, iamAction: "bell:Ring")
        ) { _, input throws(ServiceError<Bell>) in input }
    ]
    static let errors: [any Structure.Type] = []
}

private struct Ring: Structure {
    let document: Document

    init(_ fields: Fields) throws(WireError) {
        document = .object(fields.object)
    }

    static let schema = StructureSchema(
        "Ring", [Member("Times", .integer(.integer), .required), Member("Tone", .string())])
}
