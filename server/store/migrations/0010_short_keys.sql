-- What is searched and sorted by fits PostgreSQL's indexes wherever it is moved to (src/fold.rs): 500 characters are 2,000
-- bytes at most.
UPDATE users SET search = substr(search, 1, 500) WHERE octet_length(search) > 2000;
UPDATE users SET name_key = substr(name_key, 1, 500) WHERE octet_length(name_key) > 2000;
UPDATE groups SET name_key = substr(name_key, 1, 500) WHERE octet_length(name_key) > 2000;
UPDATE devices SET search = substr(search, 1, 500) WHERE octet_length(search) > 2000;
UPDATE devices SET name_key = substr(name_key, 1, 500) WHERE octet_length(name_key) > 2000;
UPDATE devices SET user_key = substr(user_key, 1, 500) WHERE octet_length(user_key) > 2000;
UPDATE devices SET os_key = substr(os_key, 1, 500) WHERE octet_length(os_key) > 2000;
