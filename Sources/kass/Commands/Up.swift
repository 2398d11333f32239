import AWSWire
import ArgumentParser
import Chatbot
import FrontDoor
import LocalCloud
import Profiles
import World

/// `kass up`: the chatbot and the local AWS under it, until they are told to stop.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Serve the chatbot, its web page, and the local AWS under it.",
        discussion: """
            The chatbot is at http://127.0.0.1:8080: open it in a browser, drop documents in, ask. The AWS that it runs \
            on is at http://127.0.0.1:4566, in AWS's own protocols, and its OpenSearch also at http://127.0.0.1:9200. \
            Everything is kept in memory and gone at the end, unless --data names a directory. A few demo documents are \
            there on the first start.

            EXAMPLES
              kass up
              kass up --empty --data ./kb
              kass up --port 8081 --aws-port 4567 --opensearch-port 9201
              kass up --profile staging                  on AWS, as kass.yaml says: see `kass config`

            Any AWS tool or SDK can be pointed at the local AWS. Credentials can be anything; an access key of 12 \
            digits is the account that the caller belongs to, 000000000000 the chatbot's.

              export AWS_ENDPOINT_URL=http://127.0.0.1:4566
              export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
              export AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local
              aws s3 ls s3://kass-chatbot-local-data/documents/ --recursive

            The AWS itself can be emptied, its clock moved, its calls watched, made to fail, and saved and loaded:

              curl -X POST http://127.0.0.1:4566/_kass/reset
              curl -N http://127.0.0.1:4566/_kass/calls?follow=true

            Control-C stops it: requests under way are answered first.
            """)

    @Option(
        parsing: .unconditional, help: ArgumentHelp("The chatbot's port; 0 takes any that is free.", valueName: "port"))
    var port = 8080

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The port to serve AWS on; 0 takes any that is free.", valueName: "port"))
    var awsPort = 4566

    @Option(
        help: ArgumentHelp("The port to serve OpenSearch on; 0 takes any that is free.", valueName: "port"))
    var opensearchPort = 9200

    @Option(
        help: ArgumentHelp(
            "The address to listen on. Others than loopback let other machines in.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("Keep everything in this directory, made if it is missing.", valueName: "directory"))
    var data: String?

    @OptionGroup var profiles: ProfileOptions

    @Flag(help: "Begin without the demo documents.")
    var empty = false

    @Option(help: ArgumentHelp("What all random values derive from: request ids, identifiers.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var signatures: SignatureOptions

    @Option(
        help: ArgumentHelp(
            "The world's time: real, or virtual, which stands still until /_kass/clock moves it.",
            valueName: "real|virtual[:start]"))
    var clock = ClockOption.real

    @Option(
        help: ArgumentHelp(
            "Answer HTTPS too, with the certificate that `kass tls` has made here (default: ~/.kass/tls, if it is there).",
            valueName: "directory"))
    var tls: String?

    func validate() throws {
        let ports = [("--port", port), ("--aws-port", awsPort), ("--opensearch-port", opensearchPort)]
        for (index, (name, port)) in ports.enumerated() {
            guard (0...65_535).contains(port) else {
                throw ValidationError("\(name) must be between 0 and 65535, and is \(port).")
            }
            if port != 0, let other = ports[..<index].first(where: { $0.1 == port })?.0 {
                throw ValidationError("\(other) and \(name) are both \(port).")
            }
        }
    }

    func run() async throws {
        let console = Console()
        let profile = try profiles.resolved(console, options: data.map { ["data": ("--data", $0)] } ?? [:])
        do {
            if profile.isLive(.lambda) {
                try await serveLive(profile, console)
            } else {
                try await serve(profile, console)
            }
        } catch let error as HTTPServerError {
            try console.fail(explain(error))
        } catch {
            try console.explain(error)
        }
        console.line("Stopped.")
    }

    /// With the functions in this process, and an emulated AWS under them.
    private func serve(_ profile: Profile, _ console: Console) async throws {
        let started = RealClock.uptime
        let stop = StopSignals()
        let cloud = try await openCloud(profile, console)
        try await cloud.wireServer(host: host, port: awsPort).serving { aws in
            try await cloud.openSearchServer(host: host, port: opensearchPort).serving { openSearch in
                try await cloud.pageServer(host: host, port: port).serving { page in
                    console.ready(page, profile, after: RealClock.uptime - started)
                    console.emulated(
                        aws: aws, openSearch: openSearch, hasTLS: cloud.hasTLS, keptIn: profile["data"])
                    if cloud.isNew, !empty { cloud.putDemoDocuments() }
                    await stop.first()
                    console.line("Stopping.")
                    cloud.stopFollowing()
                }
            }
        }
        try cloud.close()
    }

    /// With the functions on AWS: the page and the API alone are here.
    private func serveLive(_ profile: Profile, _ console: Console) async throws {
        let started = RealClock.uptime
        let stop = StopSignals()
        try await Installation(live: profile).frontDoor.server(host: host, port: port).serving { page in
            console.ready(page, profile, after: RealClock.uptime - started)
            await stop.first()
            console.line("Stopping.")
        }
    }

    private func openCloud(_ profile: Profile, _ console: Console) async throws -> CloudHost {
        let directory = profile["data"]
        let storage: StorageConfiguration = directory.map { .directory($0) } ?? .memory
        let world = WorldConfiguration(seed: seed, clock: clock.clock, storage: storage)
        var options = CloudHostOptions(
            world: world, chatbot: try Installation.options(profile), savedWorlds: "\(directory ?? ".kass")/snapshots",
            version: Kass.version)
        options.tls = try certificates(console)
        options.keys = try signatures.keys(defaultAccount: world.accountID, console)
        if options.keys != nil, case .virtual = world.clock {
            console.line(
                console.yellow(
                    "Signatures are held against the virtual clock: others' clocks must stand where it does."))
        }
        do {
            return try await CloudHost(options)
        } catch let error as StorageError {
            try console.explain(error, about: directory ?? "")
        }
    }

    private func certificates(_ console: Console) throws -> TLSContext? {
        let directory = tls ?? TLS.defaultDirectory
        let certificates = LocalCertificates(in: directory)
        do {
            guard let summary = try certificates.serverSummary() else {
                if tls == nil { return nil }
                try console.fail("There is no certificate in \(directory). Make one: kass tls --directory \(directory)")
            }
            if summary.expiry < RealClock().now {
                console.line("The certificate in \(directory) has expired. Make another: kass tls")
            }
            return try certificates.context()
        } catch let error as TLSError {
            try console.fail("\(error). Make other certificates: kass tls")
        }
    }

    private func explain(_ error: HTTPServerError) -> String {
        switch error {
        case .portInUse(let host, let busy):
            """
            Port \(busy) on \(host) is in use, perhaps by another kass\(others(on: busy)).
              See who has it:   lsof -nP -iTCP:\(busy) -sTCP:LISTEN   (or: ss -ltnp 'sport = :\(busy)')
              Use another one:  \(CommandWords().with(option(of: busy), String(free(after: busy))))
            """
        case .portForbidden(_, let port):
            """
            Port \(port) needs more rights than you have. Ports from 1024 up do not:
              \(CommandWords().with(option(of: port), String(free(after: 8079))))
            """
        case .addressUnknown(let host): "\(host) is no address of this machine. --host 127.0.0.1 always works."
        case .stopped: "The server ended before it was ready."
        }
    }

    private func option(of busy: Int) -> String {
        busy == awsPort ? "--aws-port" : busy == opensearchPort ? "--opensearch-port" : "--port"
    }

    /// The next port that this command does not want for something else.
    private func free(after port: Int) -> Int {
        let wanted: Set = [self.port, awsPort, opensearchPort, port]
        return (port + 1...port + 4).first { !wanted.contains($0) && $0 <= 65_535 } ?? 0
    }

    private func others(on busy: Int) -> String {
        busy == awsPort ? ", LocalStack or moto" : busy == opensearchPort ? " or an OpenSearch" : ""
    }
}
