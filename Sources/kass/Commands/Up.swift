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
        abstract: "Serve the chatbot, its web page, and the local AWS under it.",
        discussion: """
            The chatbot is at http://127.0.0.1:8080: open it in a browser, drop documents in, ask. The AWS that it runs \
            on is at http://127.0.0.1:4566, in AWS's own protocols. Everything is kept in memory and gone at the end, \
            unless --data names a directory. A few demo documents are there on the first start.

            EXAMPLES
              kass up
              kass up --empty --data ./kb
              kass up --port 8081 --aws-port 4567
              kass up --profile staging                  on AWS, as kass.yaml says: see `kass config`

            Any AWS tool or SDK can be pointed at the local AWS. Credentials can be anything; an access key of 12 \
            digits is the account that the caller belongs to, 000000000000 the chatbot's.

              export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1
              export AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local
              aws s3 ls s3://kass-chatbot-local-data/documents/ --recursive

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

    func validate() throws {
        for (name, port) in [("--port", port), ("--aws-port", awsPort)] where !(0...65_535).contains(port) {
            throw ValidationError("\(name) must be between 0 and 65535, and is \(port).")
        }
        if port == awsPort, port != 0 { throw ValidationError("--port and --aws-port are both \(port).") }
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
        let directory = profile["data"]
        let world = try openWorld(directory, console)
        guard let chatbot = try await Installation(profile, in: world).chatbot else { return }
        try await chatbot.cloud.wireServer(host: host, port: awsPort).serving { aws in
            try await chatbot.frontDoor.server(host: host, port: port).serving { page in
                console.ready(page, aws: aws, profile, keptIn: directory, after: RealClock.uptime - started)
                if chatbot.isNew, !empty { world.spawn("demo documents") { await putDemoDocuments(chatbot) } }
                await stop.first()
                console.line("Stopping.")
            }
        }
        try world.close()
    }

    /// With the functions on AWS: the page and the API alone are here.
    private func serveLive(_ profile: Profile, _ console: Console) async throws {
        let started = RealClock.uptime
        let stop = StopSignals()
        try await Installation(live: profile).frontDoor.server(host: host, port: port).serving { page in
            console.ready(page, aws: nil, profile, keptIn: nil, after: RealClock.uptime - started)
            await stop.first()
            console.line("Stopping.")
        }
    }

    /// Reading them takes all that the machine has, so whoever has waited for the start is answered first.
    private func putDemoDocuments(_ chatbot: LocalChatbot) async {
        guard (try? await chatbot.cloud.world.clock.sleep(for: .milliseconds(100))) != nil else { return }
        await chatbot.putDemoDocuments()
    }

    private func openWorld(_ directory: String?, _ console: Console) throws -> World {
        let storage: StorageConfiguration = directory.map { .directory($0) } ?? .memory
        do {
            return try World(WorldConfiguration(seed: seed, clock: .real, storage: storage))
        } catch let error as StorageError where error.code == .busy {
            try console.fail(
                "The directory \(directory ?? "") is in use by another kass. Stop that one, or use another --data.")
        } catch let error as StorageError {
            try console.fail(
                "The directory \(directory ?? "") cannot be used: \(error.message). Use another one: --data DIRECTORY")
        }
    }

    private func explain(_ error: HTTPServerError) -> String {
        switch error {
        case .portInUse(let host, let busy):
            """
            Port \(busy) on \(host) is in use, perhaps by another kass\(busy == awsPort ? ", LocalStack or moto" : "").
              See who has it:   lsof -nP -iTCP:\(busy) -sTCP:LISTEN   (or: ss -ltnp 'sport = :\(busy)')
              Use another one:  kass up \(busy == awsPort ? "--aws-port" : "--port") \(busy + 1)
            """
        case .portForbidden(_, let port):
            "Port \(port) needs more rights than you have. Ports from 1024 up do not: kass up --port 8080"
        case .addressUnknown(let host): "\(host) is no address of this machine. --host 127.0.0.1 always works."
        case .stopped: "The server ended before it was ready."
        }
    }
}
