import AWSCore

/// Reads what an orchestrator streams, in pieces of any size: server-sent events, or one JSON object a line.
///
/// A function that cannot stream answers with one proxy response instead; it is told as the events of a turn.
package struct ChatEventReader {
    private let eventBytesMax: Int
    private var line: [UInt8] = []
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var hasEnded = false

    package init(eventBytesMax: Int) {
        self.eventBytesMax = eventBytesMax
    }

    /// - Returns: the events that are now complete; none after the last one of a turn.
    package mutating func feed(_ bytes: [UInt8]) -> [ChatEvent] {
        var events: [ChatEvent] = []
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            take(bytes[start..<end], into: &events)
            endLine(&events)
            start = end + 1
        }
        take(bytes[start...], into: &events)
        return events
    }

    /// What the end of the stream completes.
    package mutating func finish() -> [ChatEvent] {
        var events: [ChatEvent] = []
        if !line.isEmpty { endLine(&events) }
        endEvent(&events)
        if !hasEnded { emit(.cutShort, &events) }
        return events
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>, into events: inout [ChatEvent]) {
        guard !hasEnded else { return }
        guard line.count + data.count + bytes.count <= eventBytesMax else { return emit(.failed, &events) }
        line += bytes
    }

    private mutating func emit(_ event: ChatEvent, _ events: inout [ChatEvent]) {
        guard !hasEnded else { return }
        events.append(event)
        hasEnded = event.isLast
    }

    private mutating func endLine(_ events: inout [ChatEvent]) {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        if line.isEmpty { return endEvent(&events) }
        if line.first == UInt8(ascii: "{") { return endObject(&events) }
        if let value = value(of: "event") { name = String(decoding: value, as: UTF8.self) }
        if let value = value(of: "data") {
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        }
    }

    private func value(of field: String) -> ArraySlice<UInt8>? {
        guard line.starts(with: field.utf8), line.dropFirst(field.utf8.count).first == UInt8(ascii: ":") else {
            return nil
        }
        let value = line.dropFirst(field.utf8.count + 1)
        return value.first == UInt8(ascii: " ") ? value.dropFirst() : value
    }

    private mutating func endEvent(_ events: inout [ChatEvent]) {
        defer { (name, data, hasData) = ("", [], false) }
        guard hasData else { return }
        guard let document = try? Document(json: data) else { return emit(.failed, &events) }
        add(document, named: name.isEmpty ? document["type"]?.string : name, &events)
    }

    private mutating func endObject(_ events: inout [ChatEvent]) {
        guard let document = try? Document(json: line) else { return emit(.failed, &events) }
        guard document["statusCode"] == nil else { return whole(line, &events) }
        add(document, named: document["type"]?.string, &events)
    }

    private mutating func add(_ document: Document, named name: String?, _ events: inout [ChatEvent]) {
        guard let name, Self.isName(name) else { return emit(.failed, &events) }
        guard var object = document.object else { return emit(.failed, &events) }
        object["type"] = nil
        emit(ChatEvent(name: name, data: .object(object)), &events)
    }

    /// Anything else could end the field of the event and begin another.
    private static func isName(_ name: String) -> Bool {
        (1...32).contains(name.utf8.count) && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
    }

    private mutating func whole(_ payload: [UInt8], _ events: inout [ChatEvent]) {
        guard let response = try? ProxyResponse(payload), let body = try? Document(json: response.body) else {
            return emit(.failed, &events)
        }
        guard response.status == 200, let answer = body["answer"]?.string else {
            return emit(
                .error(body["error"]?.string ?? "InternalError", body["message"]?.string ?? "The request failed."),
                &events)
        }
        emit(ChatEvent(name: "delta", data: ["text": .string(answer)]), &events)
        for source in body["sources"]?.list ?? [] { emit(ChatEvent(name: "source", data: source), &events) }
        emit(ChatEvent(name: "done", data: body), &events)
    }
}
