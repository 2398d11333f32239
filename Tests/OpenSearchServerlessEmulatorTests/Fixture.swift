import AWSCore
import AWSOpenSearchServerless
import OpenSearchServerlessEmulator
import World

/// The control plane over a world of its own, whose time stands at 2025-01-01.
struct Fixture {
    let world: World
    let client: any OpenSearchServerlessClient

    init() throws {
        let start = Timestamp(seconds: 1_735_689_600)
        world = try World(WorldConfiguration(seed: 7, clock: .virtual(start: start)))
        let state = try OpenSearchServerlessState(world)
        let invoker = EmulatedInvoker<OpenSearchServerless>(world, caller: world.caller()) {
            OpenSearchServerlessEmulator(state, $0)
        }
        client = OpenSearchServerlessProxy(invoker)
    }

    static let encryption =
        #"{"Rules":[{"ResourceType":"collection","Resource":["collection/book*"]}],"AWSOwnedKey":true}"#
    static let network =
        #"[{"Rules":[{"ResourceType":"collection","Resource":["collection/books"]}],"AllowFromPublic":true}]"#
    static let data =
        #"[{"Rules":[{"ResourceType":"index","Resource":["index/books/*"],"Permission":["aoss:ReadDocument"]}],"#
        + #""Principal":["arn:aws:iam::000000000000:role/reader"]}]"#

    func makeBooks() async throws -> OpenSearchServerless.CreateCollectionDetail? {
        _ = try await client.createSecurityPolicy(.init(type: .encryption, name: "books-key", policy: Self.encryption))
        return try await client.createCollection(.init(name: "books", type: .vectorsearch)).createCollectionDetail
    }
}
