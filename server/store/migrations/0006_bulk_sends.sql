-- Acts of sending one text to several devices. Each device's message is a row of messages; what is here tells a repeat of
-- the request from a new one (B20), and what became of it at each device.

CREATE TABLE bulk_sends (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    sender_id TEXT NOT NULL,
    -- Digests, as in messages. NULL too where nothing was sent: a repeat is then a new attempt.
    idempotency_key TEXT,
    text_digest TEXT,
    created_at BIGINT NOT NULL,
    -- JSON: for each device its id, its name at that moment and the outcome. No text.
    results TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX bulk_sends_idempotency ON bulk_sends (tenant, sender_id, idempotency_key);
