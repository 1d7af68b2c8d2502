-- Several nodes on one database, and the keys of the texts for them (B22). Unused where one node has the database to itself.

CREATE TABLE nodes (
    id TEXT NOT NULL PRIMARY KEY,
    -- Numbers the key pairs of this node. The private half is on the node alone, and only as long as it is needed.
    generation BIGINT NOT NULL,
    public_key BLOB NOT NULL,
    seen_at BIGINT NOT NULL
);

CREATE TABLE message_keys (
    tenant TEXT NOT NULL,
    message_id TEXT NOT NULL,
    node_id TEXT NOT NULL REFERENCES nodes (id),
    -- The key pair that it was wrapped for.
    generation BIGINT NOT NULL,
    -- NULL when the message has come to its end: old versions of this row are still in the database's files, so the row
    -- waits until the node has destroyed that key pair.
    wrapped BLOB,
    PRIMARY KEY (tenant, message_id, node_id),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
);
CREATE INDEX message_keys_node ON message_keys (node_id, generation);
