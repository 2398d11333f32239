import AWSCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    for format in [Shape.TimestampFormat.epochSeconds, .dateTime, .httpDate] {
        guard let timestamp = AWSCore.Timestamp(text, format) else { continue }
        precondition(AWSCore.Timestamp(timestamp.text(format), format)?.seconds == timestamp.seconds)
    }
    if let date = SigningDate(text) { precondition(SigningDate(date.timestamp) == date) }
    return 0
}
