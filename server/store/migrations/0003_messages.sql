-- What is being sent, and what became of it. The text is here only encrypted, and only until the last delivery (B22).

CREATE TABLE messages (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    -- groups or device. A row is a place of the hourly limit from created_at on (B10, B16).
    kind TEXT NOT NULL,
    device_id TEXT,
    -- Name of the device; the groups' names are in message_groups.
    device_name TEXT NOT NULL,
    sender_id TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    idempotency_key TEXT,
    -- What the same idempotency key must come with again (B20).
    audience TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    finished_at BIGINT,
    -- queued, sending or finished.
    status TEXT NOT NULL,
    -- When it can be claimed for expansion.
    available_at BIGINT NOT NULL,
    lease_owner TEXT,
    sealed BLOB,
    accepted BIGINT NOT NULL,
    expired BIGINT NOT NULL,
    trying BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX messages_idempotency ON messages (tenant, sender_id, idempotency_key);
CREATE INDEX messages_places ON messages (tenant, kind, created_at);
CREATE INDEX messages_device ON messages (tenant, device_id, created_at);
CREATE INDEX messages_at ON messages (tenant, created_at, id);
CREATE INDEX messages_unfinished ON messages (status, available_at, expires_at) WHERE status <> 'finished';

CREATE TABLE message_groups (
    tenant TEXT NOT NULL,
    message_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, message_id, position),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
);

-- kind: unreachable or rejected.
CREATE TABLE message_counts (
    tenant TEXT NOT NULL,
    message_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    devices BIGINT NOT NULL,
    PRIMARY KEY (tenant, message_id, kind, reason),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
);

CREATE TABLE batches (
    id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    message_id TEXT NOT NULL,
    service TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- When it can be claimed: due_at, or the end of the lease of lease_owner.
    available_at BIGINT NOT NULL,
    lease_owner TEXT,
    -- Number of recipients.
    size BIGINT NOT NULL,
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
);
CREATE INDEX batches_available ON batches (service, available_at, id);
CREATE INDEX batches_message ON batches (tenant, message_id);
CREATE INDEX batches_owner ON batches (lease_owner);

-- Apart from the lease, so that claiming a batch does not write its recipients anew.
CREATE TABLE batch_recipients (
    batch_id TEXT NOT NULL PRIMARY KEY REFERENCES batches (id) ON DELETE CASCADE,
    -- JSON: [[device id, push token, time of its registration], …]
    recipients TEXT NOT NULL
);
