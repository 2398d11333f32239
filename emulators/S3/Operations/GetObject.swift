import AWSCore
import AWSS3
import World

/// GetObject: small bodies at hand, large ones as a stream of slices.
enum GetObject {
    static func run(_ input: S3.GetObjectRequest, _ view: S3Emulator) async throws(S3Error) -> S3.GetObjectOutput {
        let reading = try ObjectReading(input, method: "GET")
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        let (found, body) = try await view.openBody { session in try reading.find(session, withBytes: true) }
        do {
            // Whatever HEAD says GET says too, under the same names.
            var output = try S3.GetObjectOutput(found.headers.document)
            output.body = body
            return output
        } catch {
            throw .internalFailure(error)
        }
    }
}

enum HeadObject {
    static func run(_ input: S3.HeadObjectRequest, _ view: S3Emulator) async throws(S3Error) -> S3.HeadObjectOutput {
        view.scope.use(.tier2Requests, 1, on: input.bucket)
        do throws(S3Error) {
            let reading = try ObjectReading(input, method: "HEAD")
            return try await view.read { session in try reading.find(session, withBytes: false) }.headers
        } catch {
            throw error.withoutBody
        }
    }
}

extension S3Emulator {
    /// Finds an object and opens its bytes. Between the two it may be deleted, so a second look decides.
    func openBody(
        _ find: @Sendable (Session) throws -> FoundObject
    ) async throws(S3Error) -> (found: FoundObject, body: ByteStream) {
        let found = try await read(find)
        do {
            return (found, try await state.stream(found.segments, in: found.range))
        } catch let error as StorageError where error.code == .notFound {
            let again = try await read(find)
            do {
                return (again, try await state.stream(again.segments, in: again.range))
            } catch {
                throw .internalFailure(error)
            }
        } catch {
            throw .internalFailure(error)
        }
    }
}
