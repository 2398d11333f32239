import AWSCore

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: input(start, count), as: UTF8.self)
    guard let items = try? QueryString.parse(text, plusIsSpace: true) else { return 0 }
    precondition((try? QueryString.parse(QueryString.text(of: items))) == items)
    guard let document = try? QueryFormReader.read(items, Everything.typedSchema) else { return 0 }
    guard
        let form = try? QueryFormWriter.items(
            action: "Do", version: "1", input: document, Everything.typedSchema),
        (try? QueryFormReader.read(form, Everything.typedSchema)) != nil
    else { fatalError("what was read cannot be written and read: \(document)") }
    return 0
}
