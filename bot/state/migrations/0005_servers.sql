-- +goose Up

-- Servers have bases of their own. A column base names the server whose it is,
-- '' the operator's.
ALTER TABLE revisions ADD COLUMN base TEXT NOT NULL DEFAULT '';
ALTER TABLE changes ADD COLUMN base TEXT NOT NULL DEFAULT '';
CREATE INDEX changes_of_base ON changes (base, seq);
ALTER TABLE answers ADD COLUMN base TEXT NOT NULL DEFAULT '';
ALTER TABLE answer_figures ADD COLUMN base TEXT NOT NULL DEFAULT '';

-- The server whose documents a subscription is about: that of its channel, or
-- the one in which a person subscribed; '' for those that belong to none.
ALTER TABLE subscriptions ADD COLUMN about TEXT NOT NULL DEFAULT '';
UPDATE subscriptions SET about = guild;

-- Whether the server is answered from the operator's base, too.
ALTER TABLE settings ADD COLUMN shared INTEGER NOT NULL DEFAULT 1;

-- What a server has put into its base: one row for each version of a document,
-- never changed. The newest is the one that counts; hash is '' where it was
-- taken out.
CREATE TABLE server_documents (
    guild   TEXT NOT NULL,
    name    TEXT NOT NULL, -- of the file
    version INTEGER NOT NULL,
    hash    TEXT NOT NULL, -- SHA-256 of its bytes, hex
    size    BIGINT NOT NULL,
    edit    BIGINT NOT NULL, -- what was done together, counted in each server
    actor   TEXT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (guild, name, version)
);

-- How far the base of a server has followed what was put in.
CREATE TABLE server_bases (
    guild  TEXT PRIMARY KEY,
    edit   BIGINT NOT NULL, -- the last one
    served BIGINT NOT NULL -- the last one that is in service
);

-- +goose Down
DROP TABLE server_bases;
DROP TABLE server_documents;
ALTER TABLE settings DROP COLUMN shared;
ALTER TABLE subscriptions DROP COLUMN about;
ALTER TABLE answer_figures DROP COLUMN base;
ALTER TABLE answers DROP COLUMN base;
DROP INDEX changes_of_base;
ALTER TABLE changes DROP COLUMN base;
ALTER TABLE revisions DROP COLUMN base;
