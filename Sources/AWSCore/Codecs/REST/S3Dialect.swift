/// What S3 does otherwise than restXml has it, and its model does not say.
///
/// Source: Amazon S3 API reference, the response syntax of each operation; "REST error responses".
enum S3Dialect {
    static let namespace = XMLNamespace("http://s3.amazonaws.com/doc/2006-03-01/")

    static func isSpoken(by service: ServiceMetadata) -> Bool { service.serviceID == "S3" }

    /// Root elements of answers, where they are not called as the output is.
    private static let rootNames = [
        "CompleteMultipartUpload": "CompleteMultipartUploadResult",
        "CreateMultipartUpload": "InitiateMultipartUploadResult",
        "CreateSession": "CreateSessionResult",
        "DeleteObjects": "DeleteResult",
        "GetBucketAccelerateConfiguration": "AccelerateConfiguration",
        "GetBucketAcl": "AccessControlPolicy",
        "GetBucketCors": "CORSConfiguration",
        "GetBucketLifecycleConfiguration": "LifecycleConfiguration",
        "GetBucketLogging": "BucketLoggingStatus",
        "GetBucketNotificationConfiguration": "NotificationConfiguration",
        "GetBucketRequestPayment": "RequestPaymentConfiguration",
        "GetBucketTagging": "Tagging",
        "GetBucketVersioning": "VersioningConfiguration",
        "GetBucketWebsite": "WebsiteConfiguration",
        "GetObjectAcl": "AccessControlPolicy",
        "GetObjectAttributes": "GetObjectAttributesResponse",
        "GetObjectTagging": "Tagging",
        "ListBuckets": "ListAllMyBucketsResult",
        "ListDirectoryBuckets": "ListAllMyDirectoryBucketsResult",
        "ListMultipartUploads": "ListMultipartUploadsResult",
        "ListObjectVersions": "ListVersionsResult",
        "ListObjects": "ListBucketResult",
        "ListObjectsV2": "ListBucketResult",
        "ListParts": "ListPartsResult",
    ]

    static func rootName(of operation: OperationSchema) -> String? { rootNames[operation.name] }

    // GetBucketLocation answers `<LocationConstraint>eu-west-1</LocationConstraint>`: the root is the member.

    static func isLocation(_ operation: OperationSchema) -> Bool { operation.iamAction == "s3:GetBucketLocation" }

    private static let location = "LocationConstraint"

    /// A bucket in us-east-1 has none.
    static func location(in body: [UInt8]) throws(WireError) -> Document {
        let region = try XMLReader.read(body).text
        return region.isEmpty ? [:] : [location: .string(region)]
    }

    static func locationBody(_ output: Document) -> [UInt8] {
        var writer = XMLWriter(hasDeclaration: true)
        writer.leaf(location, [XMLElement.Attribute(namespace)], text: output[location]?.string ?? "")
        return writer.bytes
    }

    /// Whether an answer brings part of an object, which no member of the model says but its range (RFC 9110, 15.3.7).
    static func isPartial(_ response: HTTPResponse) -> Bool {
        response.status == 200 && response.headers["Content-Range"] != nil
    }

    // Errors.

    static func hostID(of failure: WireFailure) -> String {
        failure.members["HostId"]?.string ?? hostID(requestID: failure.requestID ?? "")
    }

    /// An opaque token of the host that answered, in base64: here it stands for the request alone.
    static func hostID(requestID: String) -> String { Blob(requestID).base64 }

    static func errorBody(of failure: WireFailure) -> [UInt8] {
        var writer = XMLWriter(hasDeclaration: true)
        writer.open("Error")
        writer.leaf("Code", text: failure.code)
        XMLFailure.write(membersOf: failure, to: &writer)
        writer.leaf("RequestId", text: failure.requestID ?? "")
        writer.leaf("HostId", text: hostID(of: failure))
        writer.close("Error")
        return writer.bytes
    }
}
