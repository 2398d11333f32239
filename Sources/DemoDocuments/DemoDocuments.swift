/// The documents of a bicycle maker that there is not: what a new chatbot can be asked about before it has any others.
public enum DemoDocuments {
    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    public static var all: [File] {
        [
            File(name: "employee-handbook.md", bytes: PackageResources.employee_handbook_md),
            File(name: "price-list.xlsx", bytes: PackageResources.price_list_xlsx),
            File(name: "service-manual.md", bytes: PackageResources.service_manual_md),
            File(name: "travel-policy.pdf", bytes: PackageResources.travel_policy_pdf),
            File(name: "warranty.html", bytes: PackageResources.warranty_html),
        ]
    }

    /// A question, and the file that answers it.
    public static let questions = [
        (text: "What does the Mistral E cost?", fileName: "price-list.xlsx"),
        (text: "How many days of annual leave are there?", fileName: "employee-handbook.md"),
        (text: "How much may a hotel night in Munich cost?", fileName: "travel-policy.pdf"),
    ]
}
