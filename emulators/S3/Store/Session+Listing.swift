import AWSCore
import AWSS3
import World

/// Listings: walks along an index that jump over what stands under a common prefix.
extension Session {
    /// - Complexity: O(log n) for each entry of the page, however many keys a common prefix stands for.
    func objects(_ query: ListQuery, in bucket: BucketRow) throws -> ListPage<StoredVersion> {
        try walk(
            query, in: bucket,
            sql: Self.versionColumns
                + " WHERE bucket = ? AND latest = 1 AND marker = 0 AND key >= ? AND key < ? ORDER BY key",
            read: Self.version, key: \.key)
    }

    /// Newest versions first.
    /// - Parameter marker: versions of the marker's key come after this one of them.
    func versions(
        _ query: ListQuery, after marker: StoredVersion?, in bucket: BucketRow
    ) throws -> ListPage<StoredVersion> {
        try walk(
            query, in: bucket,
            sql: Self.versionColumns + " WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key, id DESC",
            read: Self.version, key: \.key,
            isListed: { version in
                guard let marker, version.key == marker.key else { return false }
                return version.id >= marker.id
            })
    }

    /// Oldest uploads first.
    func uploads(_ query: ListQuery, after marker: StoredUpload?, in bucket: BucketRow) throws -> ListPage<StoredUpload>
    {
        try walk(
            query, in: bucket,
            sql: Self.uploadColumns + " WHERE bucket = ? AND key >= ? AND key < ? ORDER BY key, id",
            read: Self.upload, key: \.key,
            isListed: { upload in
                guard let marker, upload.key == marker.key else { return false }
                return upload.id <= marker.id
            })
    }

    private func walk<Item: Sendable>(
        _ query: ListQuery, in bucket: BucketRow, sql: String, read: (Statement) throws -> Item,
        key: KeyPath<Item, String>, isListed: (Item) -> Bool = { _ in false }
    ) throws -> ListPage<Item> {
        var page = ListPage<Item>()
        guard query.limit > 0 else { return page }
        let upper = query.upperBound
        var rows = try rows(sql, [.integer(bucket.id), .blob(query.lowerBound), .blob(upper)])
        while try rows.step() {
            let item = try read(rows)
            if isListed(item) { continue }
            guard page.entries.count < query.limit else {
                page.isTruncated = true
                break
            }
            if let common = query.commonPrefix(of: item[keyPath: key]) {
                page.entries.append(.prefix(common))
                rows = try self.rows(sql, [.integer(bucket.id), .blob(ListQuery.successor(common)), .blob(upper)])
            } else {
                page.entries.append(.item(item))
            }
        }
        return page
    }
}
