-- Who may do what, who is signed in, and what was done.

CREATE TABLE credentials (
    tenant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    -- PHC string.
    hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, user_id),
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);

CREATE TABLE sessions (
    -- SHA-256 of the token.
    token_hash TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)
);
CREATE INDEX sessions_user ON sessions (tenant, user_id);
CREATE INDEX sessions_seen ON sessions (last_seen_at);

CREATE TABLE roles (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    description TEXT NOT NULL,
    built_in BIGINT NOT NULL,
    -- Codes with commas between them.
    permissions TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE assignments (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- 0: the groups in assignment_scopes.
    everywhere BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, role_id) REFERENCES roles (tenant, id)
);
CREATE INDEX assignments_role ON assignments (tenant, role_id);

-- kind: user or group.
CREATE TABLE assignment_members (
    tenant TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (tenant, assignment_id, kind, member_id),
    FOREIGN KEY (tenant, assignment_id) REFERENCES assignments (tenant, id)
);
CREATE INDEX assignment_members_of ON assignment_members (tenant, kind, member_id);

CREATE TABLE assignment_scopes (
    tenant TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (tenant, assignment_id, group_id),
    FOREIGN KEY (tenant, assignment_id) REFERENCES assignments (tenant, id)
);

CREATE TABLE audit (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    actor_key TEXT NOT NULL,
    address TEXT NOT NULL,
    activity TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX audit_at ON audit (tenant, at, id);
CREATE INDEX audit_activity ON audit (tenant, activity, at, id);
