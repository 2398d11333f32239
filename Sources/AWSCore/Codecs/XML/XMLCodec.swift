/// Elements and documents, one into the other, as the query and restXml protocols nest them.
///
/// A structure is an element with one child for each member, in the model's order; a list holds `member` elements, a
/// map `entry` elements with `key` and `value`. A flattened list or map has no element around it: it repeats its own.
/// Members with another place in a message than the body are left alone.
package enum XMLCodec {
    static let elementName = "member"
    static let entryName = "entry"
    static let keyName = "key"
    static let valueName = "value"
}

extension StructureSchema {
    /// The name of the element that stands for the structure where no member gives it one.
    var rootName: String { xmlName ?? name }
}

extension Member {
    /// Repeats its own element instead of having one around all.
    var isFlattened: Bool {
        switch shape {
        case .list(let list): list.isFlattened || traits.contains(.flattened)
        case .map(let map): map.isFlattened || traits.contains(.flattened)
        default: false
        }
    }

    var isXMLAttribute: Bool { traits.contains(.xmlAttribute) }
}
