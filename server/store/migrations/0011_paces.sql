-- From when the next message may go to a push service, in microseconds by the database's clock: nodes that share the
-- database take their turns here. Unused where one node has the database to itself.

CREATE TABLE paces (
    service TEXT NOT NULL PRIMARY KEY,
    free_at BIGINT NOT NULL
);
-- PostgreSQL:
ALTER TABLE paces ENABLE ROW LEVEL SECURITY;
ALTER TABLE paces FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON paces USING (current_setting('herald.tenant', true) <> '');
