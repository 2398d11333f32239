import AWSCore
import AWSWire
import ArgumentParser
import Foundation
import World

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `kass tls`: certificates for HTTPS on this machine, and how to have them trusted.
struct TLS: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tls", abstract: "Make certificates for HTTPS on this machine, and say how to trust them.",
        discussion: """
            Makes a certificate authority, once, and a certificate for localhost that it vouches for. From then on \
            `kass up` answers HTTPS on the same ports as HTTP. The authority can vouch for names and addresses of this \
            machine alone. The certificate is valid for 397 days; called within its last 30, or with --renew, this \
            command makes another, which clients trust as they did the first.

            EXAMPLES
              kass tls
              curl --cacert ~/.kass/tls/authority.pem https://localhost:4566/_kass/health
            """)

    @Option(help: ArgumentHelp("Where the certificates and keys are kept.", valueName: "directory"))
    var directory = TLS.defaultDirectory

    @Flag(help: "Make a new certificate also when the one there is good.")
    var renew = false

    /// One authority for all of a user's projects: it is trusted once.
    static var defaultDirectory: String {
        "\(getenv("HOME").map { String(cString: $0) } ?? ".")/.kass/tls"
    }

    func run() throws {
        let console = Console()
        let certificates = LocalCertificates(in: directory)
        do {
            let made = try certificates.make(at: RealClock().now, renewing: renew)
            tell("authority  ", made.authority, console)
            tell("certificate", made.server, console)
            console.line(
                "for         \((LocalCertificates.names + LocalCertificates.addresses).joined(separator: ", "))")
            explain(certificates.authority, console)
        } catch {
            try console.fail("\(error)")
        }
    }

    private func tell(_ what: String, _ summary: LocalCertificates.Summary, _ console: Console) {
        let day = summary.expiry.text(.dateTime).prefix(10)
        console.line("\(console.bold(what)) \(summary.file)\(summary.isNew ? ", new" : ""), valid until \(day)")
        console.line("            SHA-256 \(summary.fingerprint)")
    }

    private func explain(_ authority: String, _ console: Console) {
        // What is exported holds in other folders, too.
        let authority = URL(filePath: authority).standardizedFileURL.path(percentEncoded: false)
        let command = directory == Self.defaultDirectory ? "kass up" : "kass up --tls \(directory)"
        console.line(
            """

            `\(command)` answers https://localhost:4566 as well. Clients trust it once they know the authority:

              AWS CLI, boto3    export AWS_CA_BUNDLE=\(authority)
              curl              curl --cacert \(authority) https://localhost:4566/_kass/health
              Node.js           export NODE_EXTRA_CA_CERTS=\(authority)
              Python requests   export REQUESTS_CA_BUNDLE=\(authority)
              Debian, Ubuntu    sudo cp \(authority) /usr/local/share/ca-certificates/kass.crt
                                sudo update-ca-certificates
              macOS             sudo security add-trusted-cert -d -r trustRoot \\
                                -k /Library/Keychains/System.keychain \(authority)

            AWS_CA_BUNDLE and REQUESTS_CA_BUNDLE take the place of the authorities that these programs know: for live \
            AWS, use another shell.
            """)
    }
}
