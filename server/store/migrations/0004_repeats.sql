-- A digest of the text under the idempotency key, which itself is stored as a digest only: whoever has the database but
-- not the key cannot test a guess (B22). NULL where the key may not be random enough for that.
ALTER TABLE messages ADD COLUMN text_digest TEXT;
