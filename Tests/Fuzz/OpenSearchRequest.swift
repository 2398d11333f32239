import AWSCore

/// First line: method and target. The rest: the body.
///
/// A request is either understood or refused with a status and a body of JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    let end = bytes.firstIndex(of: 0x0A) ?? bytes.endIndex
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return 0 }
    let target = words[1].split(separator: "?", maxSplits: 1).map(String.init)
    let query = (try? QueryString.parse(target.count == 2 ? target[1] : "")) ?? []
    do throws(OpenSearchError) {
        let call = try OpenSearch.call(
            method: words[0], path: target.first ?? "/", query: query, body: Array(bytes[end...].dropFirst()))
        precondition(!call.operationName.isEmpty)
    } catch {
        precondition((400..<600).contains(error.status))
        let parameters = OpenSearch.Parameters(query.map { Document.Entry($0.name, .string($0.value ?? "")) })
        guard case .bytes(let body) = OpenSearch.response(to: error, parameters).body else {
            fatalError("an error has no body")
        }
        precondition((try? Document(json: body)) != nil)
    }
    return 0
}
