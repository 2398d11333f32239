import AWSWire
import ArgumentParser
import LocalCloud
import World

/// `kass up`: the local AWS, until it is told to stop.
struct Up: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a local AWS over HTTP.",
        discussion: """
            Serves Amazon DynamoDB and DynamoDB Streams on one port, in AWS's own protocols. Everything is kept in \
            memory and gone at the end, unless --data names a directory.

            EXAMPLES
              kass up
              kass up --data ./aws --aws-port 4567

            Any AWS tool or SDK can be pointed at it. Credentials can be anything; an access key of 12 digits is the \
            account that the caller belongs to.

              export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1
              export AWS_ACCESS_KEY_ID=000000000000 AWS_SECRET_ACCESS_KEY=local
              aws dynamodb list-tables

              import boto3
              boto3.resource("dynamodb", endpoint_url="http://127.0.0.1:4566")

            Control-C stops it: requests under way are answered first.
            """)

    @Option(help: ArgumentHelp("The port to serve AWS on; 0 takes any that is free.", valueName: "port"))
    var awsPort = 4566

    @Option(
        help: ArgumentHelp(
            "The address to listen on. Others than loopback let other machines in.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("Keep everything in this directory, made if it is missing.", valueName: "directory"))
    var data: String?

    @Option(help: ArgumentHelp("What all random values derive from: request ids, identifiers.", valueName: "number"))
    var seed: UInt64 = 1

    func validate() throws {
        guard (0...65_535).contains(awsPort) else {
            throw ValidationError("--aws-port must be between 0 and 65535, and is \(awsPort).")
        }
    }

    func run() async throws {
        let console = Console()
        let started = RealClock.uptime
        let stop = StopSignals()
        let world = try openWorld(console)
        let cloud = try LocalCloud(world: world)
        if data != nil { await cloud.resume() }
        do {
            try await cloud.wireServer(host: host, port: awsPort).serving { address in
                console.ready(address, keptIn: data, after: RealClock.uptime - started)
                await stop.first()
                console.line("Stopping.")
            }
        } catch let error as HTTPServerError {
            try console.fail(Self.explain(error))
        }
        try world.close()
        console.line("Stopped.")
    }

    private func openWorld(_ console: Console) throws -> World {
        let storage: StorageConfiguration = data.map { .directory($0) } ?? .memory
        do {
            return try World(WorldConfiguration(seed: seed, clock: .real, storage: storage))
        } catch let error as StorageError where error.code == .busy {
            try console.fail(
                "The directory \(data ?? "") is in use by another kass. Stop that one, or use another --data.")
        }
    }

    private static func explain(_ error: HTTPServerError) -> String {
        switch error {
        case .portInUse(let host, let port):
            """
            Port \(port) on \(host) is in use, perhaps by another kass, LocalStack or moto.
              See who has it:   lsof -nP -iTCP:\(port) -sTCP:LISTEN   (or: ss -ltnp 'sport = :\(port)')
              Use another one:  kass up --aws-port \(port + 1)
            """
        case .portForbidden(_, let port):
            "Port \(port) needs more rights than you have. Ports from 1024 up do not: kass up --aws-port 4566"
        case .addressUnknown(let host): "\(host) is no address of this machine. --host 127.0.0.1 always works."
        case .stopped: "The server ended before it was ready."
        }
    }
}
