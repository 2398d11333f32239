import AWSCore
import AWSWire
import TestSupport
import Testing

@Suite struct LocalCertificatesTests {
    static let now = Timestamp(seconds: 1_780_000_000)

    @Test func makesFourFiles() throws {
        let directory = TemporaryDirectory()
        let certificates = LocalCertificates(in: directory.path)
        #expect(try certificates.serverSummary() == nil)
        #expect(try certificates.context() == nil)
        let made = try certificates.make(at: Self.now)
        #expect(made.authority.isNew && made.server.isNew)
        #expect(made.server.expiry == Self.now + .seconds(397 * 86_400))
        #expect(made.authority.expiry == Self.now + .seconds(3650 * 86_400))
        #expect(directory.names == ["authority-key.pem", "authority.pem", "server-key.pem", "server.pem"])
        for name in ["authority-key.pem", "server-key.pem"] { #expect(directory.mode(name) == 0o600) }
        #expect(made.server.fingerprint.split(separator: ":").count == 32)
        #expect(try certificates.context() != nil)
    }

    @Test func keepsWhatIsGood() throws {
        let directory = TemporaryDirectory()
        let certificates = LocalCertificates(in: directory.path)
        let first = try certificates.make(at: Self.now)
        let again = try certificates.make(at: Self.now + .seconds(300 * 86_400))
        #expect(!again.authority.isNew && !again.server.isNew)
        #expect(again.server.fingerprint == first.server.fingerprint)
    }

    @Test func renewsWhatIsAboutToEnd() throws {
        let directory = TemporaryDirectory()
        let certificates = LocalCertificates(in: directory.path)
        let first = try certificates.make(at: Self.now)
        let asked = try certificates.make(at: Self.now, renewing: true)
        #expect(asked.server.isNew && !asked.authority.isNew)
        #expect(asked.server.fingerprint != first.server.fingerprint)
        let late = try certificates.make(at: Self.now + .seconds(368 * 86_400))
        #expect(late.server.isNew && !late.authority.isNew)
        let muchLater = try certificates.make(at: Self.now + .seconds(3300 * 86_400))
        #expect(muchLater.server.isNew && muchLater.authority.isNew)
    }

    /// Files of two authorities, mixed up: what does not belong together is made anew.
    @Test func repairsWhatDoesNotFit() throws {
        let (one, other) = (TemporaryDirectory(), TemporaryDirectory())
        let (mine, theirs) = (LocalCertificates(in: one.path), LocalCertificates(in: other.path))
        _ = try mine.make(at: Self.now)
        _ = try theirs.make(at: Self.now)
        try copy(theirs.server, to: mine.server)
        #expect(try mine.serverSummary() == nil)
        #expect(throws: TLSError.self) { _ = try mine.context() }
        let repaired = try mine.make(at: Self.now)
        #expect(repaired.server.isNew && !repaired.authority.isNew)
        #expect(try mine.context() != nil)
    }

    @Test func saysWhatItCannotRead() throws {
        let directory = TemporaryDirectory()
        let certificates = LocalCertificates(in: directory.path)
        _ = try certificates.make(at: Self.now)
        try write("no certificate", to: certificates.authority)
        let error = #expect(throws: TLSError.self) { _ = try certificates.make(at: Self.now) }
        #expect(error?.description.contains("cannot be read") == true)
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
}

private func copy(_ path: String, to target: String) throws {
    let file = try #require(fopen(path, "r"))
    var bytes = [UInt8](repeating: 0, count: 100_000)
    let count = fread(&bytes, 1, bytes.count, file)
    fclose(file)
    try write(String(decoding: bytes.prefix(count), as: UTF8.self), to: target)
}
