-- +goose Up

-- How sure an answer must be to be given as one, in percent; 0 leaves it to
-- the index.
ALTER TABLE settings ADD COLUMN sure_percent INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE settings DROP COLUMN sure_percent;
