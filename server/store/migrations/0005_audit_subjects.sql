-- What an audit record is about, so that a reader whose scope is some groups sees the records inside it (B28).

-- kind: user, group or device.
CREATE TABLE audit_subjects (
    tenant TEXT NOT NULL,
    audit_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    PRIMARY KEY (tenant, audit_id, kind, subject_id),
    FOREIGN KEY (tenant, audit_id) REFERENCES audit (tenant, id)
);
