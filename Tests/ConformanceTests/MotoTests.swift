import AWSCore
import AWSLive
import Foundation
import Testing

/// The same cases, by our live client, against moto's server: where two emulators differ, somebody is wrong.
@Suite struct MotoTests {
    @Test func everyDifferenceHasAView() async throws {
        let views = try Document.yaml(ConformanceSuite.folder.appending(path: "moto-views.yaml"))
        let moto = try await MotoServer.start()
        for service in ConformanceService.all where service.isInMoto {
            let views = try Views(views, of: service)
            let differing = try await differences(from: moto, service, views)
            print("moto, \(service.name): \(differing.count) of \(service.cases.count) cases differ")
            #expect(views.named.subtracting(differing).isEmpty, "\(service.name): views on differences that are none")
            #expect(differing.count < service.cases.count, "moto's server did not answer at all")
        }
        await moto.stop()
    }

    /// Prints each case that moto answers otherwise, and returns their names.
    private func differences(
        from moto: MotoServer, _ service: ConformanceService, _ views: Views
    ) async throws -> [String] {
        let transport = CurlTransport()
        var differing: [String] = []
        for wanted in service.cases {
            try await moto.reset(transport)
            if service.name == "Lambda" { try await moto.makeRole(transport) }
            let client = service.live(LiveConfiguration(account: wanted.account, at: moto.origin), transport)
            let names = wanted.names(account: MotoServer.account, now: Int64(Date().timeIntervalSince1970))
            guard let mismatch = try await CaseRunner(client: client).run(wanted, names).mismatch else { continue }
            differing.append(wanted.name)
            let view = views[wanted.name]
            print("moto differs: \(service.name), \(wanted.name)\n    moto: \(mismatch.prefix(300))\n    view: \(view)")
        }
        return differing
    }
}

/// Our view of each difference, by case; `*` is the view of all that have none of their own.
private struct Views {
    private let views: [String: String]

    init(_ document: Document, of service: ConformanceService) throws {
        let own = document[service.name]?.object ?? Document.Object()
        views = Dictionary(uniqueKeysWithValues: own.entries.map { ($0.name, $0.value.string ?? "") })
            .merging(["*": document["*"]?.string ?? "none"]) { own, _ in own }
    }

    /// The cases that have a view of their own.
    var named: Set<String> { Set(views.keys).subtracting(["*"]) }

    subscript(name: String) -> String { views[name] ?? views["*"] ?? "none" }
}
