-- Who and what the organisation has. Written for SQLite; Dialect::ddl says what differs in PostgreSQL.
-- Times are milliseconds since 1970, 0 where a time is not known but sorted by. Truth values are 0 and 1.
-- Columns named *_key and search hold folded text (src/fold.rs) for sorting and searching.

CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE users (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    upn TEXT NOT NULL,
    upn_key TEXT NOT NULL,
    display_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    mail TEXT NOT NULL,
    enabled BIGINT NOT NULL,
    search TEXT NOT NULL,
    last_sign_in BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE UNIQUE INDEX users_upn ON users (tenant, upn_key);
CREATE INDEX users_name ON users (tenant, name_key, id);
-- Sign-in knows no tenant yet.
CREATE INDEX users_sign_in ON users (upn_key);

CREATE TABLE groups (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX groups_name ON groups (tenant, name_key, id);

-- kind: user, group or device.
CREATE TABLE memberships (
    tenant TEXT NOT NULL,
    group_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (tenant, group_id, kind, member_id)
);
CREATE INDEX memberships_of ON memberships (tenant, kind, member_id, group_id);

CREATE TABLE devices (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    managed_by TEXT NOT NULL,
    ownership TEXT NOT NULL,
    compliance TEXT NOT NULL,
    platform TEXT NOT NULL,
    os_version TEXT NOT NULL,
    os_key TEXT NOT NULL,
    model TEXT NOT NULL,
    last_check_in BIGINT NOT NULL,
    user_name TEXT NOT NULL,
    user_key TEXT NOT NULL,
    -- Bits of the reasons why it cannot be reached; 0 when it can (B24).
    reasons BIGINT NOT NULL,
    primary_user_id TEXT,
    enrolled_by_id TEXT,
    enrolled BIGINT NOT NULL,
    app_installed BIGINT NOT NULL,
    notifications_allowed BIGINT NOT NULL,
    play_services BIGINT NOT NULL,
    push_token TEXT,
    token_registered_at BIGINT,
    token_invalid_since BIGINT,
    management_name TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    imei TEXT NOT NULL,
    phone_number TEXT NOT NULL,
    enrolled_at BIGINT,
    search TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX devices_name ON devices (tenant, name_key, id);
CREATE INDEX devices_check_in ON devices (tenant, last_check_in, id);
CREATE INDEX devices_user ON devices (tenant, user_key, id);
CREATE INDEX devices_os ON devices (tenant, os_key, id);
-- Every filter and every column with few values, so that counting and sorting by them read no device.
CREATE INDEX devices_filters ON devices (tenant, platform, ownership, compliance, reasons, managed_by, id);
-- A search looks at every device, but at nothing else of it.
CREATE INDEX devices_search ON devices (tenant, search, reasons, id);
-- Everything that is needed to count whom a message reaches.
CREATE INDEX devices_enrolled_by ON devices (tenant, enrolled_by_id, platform, reasons, id);
CREATE INDEX devices_primary_user ON devices (tenant, primary_user_id, id);
