import AWSCore

extension WireResponder {
    /// Stores what a browser's form brings, as PutObject would.
    /// - Parameters:
    ///   - received: as it came, which says where the object will be found.
    ///   - service: S3.
    func answer(form received: HTTPRequest, _ service: ServiceMetadata) async -> HTTPResponse {
        do throws(FormRefusal) {
            let body = try await formBody(received)
            let form = try FormUpload(received.withBucketInPath(nil), body: body)
            if let policy = form.fields["policy"] { try PostPolicy(policy).check(form, at: clock()) }
            let stored = await answer(try form.put(), isTrusted: try await isSigned(form))
            return stored.status == 200 ? form.answer(to: received, stored) : stored
        } catch {
            let failure = WireFailure(
                status: error.status, code: error.code, message: error.message, requestID: requestID(service),
                members: error.members)
            return WireProtocolName.restXML.implementation.response(to: nil, of: service, failure: failure)
        }
    }

    /// Whether a holder of a known key has signed the form's policy; without one the form is nobody's.
    private func isSigned(_ form: FormUpload) async throws(FormRefusal) -> Bool {
        guard check != nil, let policy = form.fields["policy"] else { return false }
        guard let credential = form.fields["x-amz-credential"].flatMap({ SigningCredential($0) }) else {
            throw .signature(.unsupportedAlgorithm(""))
        }
        guard let holder = await callers.keys?.holder(of: credential.accessKeyID) else {
            throw .signature(.unknownAccessKey(credential.accessKeyID))
        }
        let key = SigningKey(secret: holder.credentials.secretAccessKey, scope: credential.scope)
        guard ConstantTime.isEqual(key.signature(of: policy), form.fields["x-amz-signature"] ?? "") else {
            throw .signature(.mismatch)
        }
        let token = holder.credentials.sessionToken ?? ""
        guard ConstantTime.isEqual(form.fields["x-amz-security-token"] ?? "", token) else {
            throw .signature(.invalidToken)
        }
        guard !holder.credentials.isExpired(at: clock()) else { throw .signature(.expiredToken) }
        return true
    }

    private func formBody(_ request: HTTPRequest) async throws(FormRefusal) -> [UInt8] {
        do {
            return try await request.body.collect(bytesMax: limits.bodyBytesMax)
        } catch is WireError {
            throw .tooLarge(Int(request.body.length ?? Int64(limits.bodyBytesMax) + 1), limits.bodyBytesMax)
        } catch {
            throw .malformed
        }
    }
}

extension FormUpload {
    /// What the page asked for: nothing (204), an empty answer (200), a document (201), or to go on elsewhere (303).
    fileprivate func answer(to request: HTTPRequest, _ stored: HTTPResponse) -> HTTPResponse {
        var response = HTTPResponse(status: 204, headers: stored.headers)
        let location = location(request)
        response.headers["Location"] = location
        let tag = stored.headers["ETag"] ?? ""
        if let next = fields["success_action_redirect"] ?? fields["redirect"], next.contains("://") {
            response.status = 303
            let query = [("bucket", bucket), ("key", key), ("etag", tag)]
                .map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
            response.headers["Location"] = "\(next)\(next.contains("?") ? "&" : "?")\(query)"
        } else if fields["success_action_status"] == "200" {
            response.status = 200
        } else if fields["success_action_status"] == "201" {
            response.status = 201
            response.headers["Content-Type"] = "application/xml"
            response.body = .bytes(document(location, tag))
        }
        return response
    }

    private func location(_ request: HTTPRequest) -> String {
        let path = request.path.hasSuffix("/") ? request.path : request.path + "/"
        return "\(request.endpoint ?? "")\(path)\(PercentEncoding.encode(key, keepingSlashes: true))"
    }

    private func document(_ location: String, _ tag: String) -> [UInt8] {
        var writer = XMLWriter(hasDeclaration: true)
        writer.open("PostResponse")
        for (name, text) in [("Location", location), ("Bucket", bucket), ("Key", key), ("ETag", tag)] {
            writer.leaf(name, text: text)
        }
        writer.close("PostResponse")
        return writer.bytes
    }
}
