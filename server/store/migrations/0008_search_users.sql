-- The search over everything looks at every user's words in their order, but at nothing else of them.
CREATE INDEX users_search ON users (tenant, search, id);
