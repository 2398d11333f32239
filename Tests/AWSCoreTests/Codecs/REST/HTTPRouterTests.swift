import AWSCore
import Testing

@Suite struct HTTPRouterTests {
    private static func operation(
        _ name: String, _ method: String, _ uri: String, query: [String] = [], headers: [String] = []
    ) -> OperationSchema {
        let members =
            query.map { Member($0, .string(), .required, at: .query($0)) }
            + headers.map { Member($0, .string(), .required, at: .header($0)) }
        return OperationSchema(
            name, method: method, uri: uri, input: StructureSchema("Input", members), output: .unit, iamAction: "")
    }

    /// A part of S3, which tells operations apart in every way that there is.
    static let s3 = HTTPRouter([
        operation("ListBuckets", "GET", "/"), operation("ListObjects", "GET", "/{Bucket}"),
        operation("ListObjectsV2", "GET", "/{Bucket}?list-type=2"),
        operation("GetBucketTagging", "GET", "/{Bucket}?tagging"),
        operation("CreateBucket", "PUT", "/{Bucket}"), operation("GetObject", "GET", "/{Bucket}/{Key+}"),
        operation("ListParts", "GET", "/{Bucket}/{Key+}", query: ["uploadId"]),
        operation("GetObjectTagging", "GET", "/{Bucket}/{Key+}?tagging"),
        operation("PutObject", "PUT", "/{Bucket}/{Key+}"),
        operation("UploadPart", "PUT", "/{Bucket}/{Key+}", query: ["partNumber", "uploadId"]),
        operation("CopyObject", "PUT", "/{Bucket}/{Key+}", headers: ["x-amz-copy-source"]),
        operation(
            "UploadPartCopy", "PUT", "/{Bucket}/{Key+}", query: ["partNumber", "uploadId"],
            headers: ["x-amz-copy-source"]),
        operation("CreateMultipartUpload", "POST", "/{Bucket}/{Key+}?uploads"),
        operation("DeleteObject", "DELETE", "/{Bucket}/{Key+}"),
    ])

    @Test(
        arguments: [
            ("GET", "/", "ListBuckets"), ("GET", "/b", "ListObjects"), ("GET", "/b/", "ListObjects"),
            ("GET", "/b?list-type=2&prefix=a", "ListObjectsV2"), ("GET", "/b?list-type=1", "ListObjects"),
            ("GET", "/b?tagging", "GetBucketTagging"), ("GET", "/b/?tagging=", "GetBucketTagging"),
            ("GET", "/b/k", "GetObject"), ("GET", "/b/a/b//c/", "GetObject"), ("GET", "/b//", "GetObject"),
            ("GET", "/b/k?tagging", "GetObjectTagging"), ("GET", "/b/k?uploadId=1", "ListParts"),
            ("PUT", "/b/k", "PutObject"), ("PUT", "/b/k?partNumber=1&uploadId=2", "UploadPart"),
            ("PUT", "/b/k?partNumber=1", "PutObject"), ("POST", "/b/k?uploads", "CreateMultipartUpload"),
            ("POST", "/b/k", nil), ("DELETE", "/b", nil), ("HEAD", "/b/k", nil), ("PATCH", "/", nil),
        ] as [(String, String, String?)])
    func findsOperations(_ method: String, _ target: String, _ operation: String?) throws {
        #expect(Self.s3.operationName(of: try request(method, target)) == operation)
    }

    @Test func tellsCopiesByTheirHeader() throws {
        var request = try request("PUT", "/b/k")
        request.headers["X-Amz-Copy-Source"] = "/b/other"
        #expect(Self.s3.operationName(of: request) == "CopyObject")
        request.query = [.init("partNumber", "1"), .init("uploadId", "2")]
        #expect(Self.s3.operationName(of: request) == "UploadPartCopy")
    }

    @Test(
        arguments: [
            ("/functions/a", "GetFunction"), ("/functions/", "ListFunctions"), ("/functions", "ListFunctions"),
            ("/functions/a%2Fb", "GetFunction"), ("/functions/versions", "ListVersions"),
            ("/functions/a/versions", "Versions"),
            ("/functions/a/b", nil), ("/other", nil), ("/files/a/b/metadata", "Metadata"), ("/files/a/b", "File"),
            ("/files/metadata", "File"),
        ] as [(String, String?)])
    func prefersLiterals(_ path: String, _ operation: String?) throws {
        let router = HTTPRouter([
            Self.operation("GetFunction", "GET", "/functions/{Name}"),
            Self.operation("ListFunctions", "GET", "/functions/"),
            Self.operation("ListVersions", "GET", "/functions/versions"),
            Self.operation("Versions", "GET", "/functions/{Name}/versions"),
            Self.operation("File", "GET", "/files/{Path+}"),
            Self.operation("Metadata", "GET", "/files/{Path+}/metadata"),
        ])
        #expect(router.operationName(of: try request("GET", path)) == operation)
    }

    /// Without what it requires, the only operation that fits is still the one that was meant.
    @Test func findsAnOperationWhoseParametersAreMissing() throws {
        let router = HTTPRouter([Self.operation("Only", "GET", "/x", query: ["needed"])])
        #expect(router.operationName(of: try request("GET", "/x")) == "Only")
    }

    private func request(_ method: String, _ target: String) throws -> HTTPRequest {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        return HTTPRequest(
            method: method, path: parts[0], query: parts.count == 2 ? try QueryString.parse(parts[1]) : [])
    }
}
